"""The panels that read something: their first page, the reading, and what was read."""
