"""The rules of the hub."""
