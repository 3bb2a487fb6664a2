"""From what was read to what a sync would do, and when it is held."""
