"""The history, the backups, and erasing people from both."""
