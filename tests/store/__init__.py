"""The hub folder on disk."""
