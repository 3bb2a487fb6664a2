"""The readers of each format: from bytes to people and groups, without any input or output of their own."""
