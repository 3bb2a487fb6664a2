"""Where secrets are stored, and where they may be sent."""
