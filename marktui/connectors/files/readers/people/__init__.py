"""People as files have them, told apart and made into rows, whatever the format (docs/files.md, MIS ids)."""
