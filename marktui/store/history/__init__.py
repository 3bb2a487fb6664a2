"""The history, the backups, restoring them, and erasing people from both."""
