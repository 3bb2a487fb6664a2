"""The review of what a sync would do."""
