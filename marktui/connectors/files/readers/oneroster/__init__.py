"""Schools from OneRoster and from Microsoft School Data Sync: CSV files that belong together.

docs/files.md, OneRoster.
"""
