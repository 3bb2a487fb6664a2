"""The web hub's own CSV of pupils: its columns, and what a record says in them (docs/files.md)."""
