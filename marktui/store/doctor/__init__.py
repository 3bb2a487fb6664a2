"""Checks a hub folder, and repairs what can be repaired."""
