"""The file with the settings."""
