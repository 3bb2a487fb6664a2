"""The panels that read something, from their first page to what was read."""
