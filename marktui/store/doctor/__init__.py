"""Checks a hub folder, and repairs what it is told to repair."""
