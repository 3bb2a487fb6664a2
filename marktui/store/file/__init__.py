"""The hub file: its tables, and how they are read and written."""
