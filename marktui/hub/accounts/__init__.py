"""Who may open a hub, and as what."""
