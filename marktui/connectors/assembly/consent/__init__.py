"""The permission that a school gives Assembly in a browser."""
