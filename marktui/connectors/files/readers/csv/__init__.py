"""Pupils and staff from the CSV files that a school exports from its MIS (docs/files.md, CSV)."""
