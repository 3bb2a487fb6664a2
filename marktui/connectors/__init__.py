"""The code that reads one MIS service each and yields MIS people and groups."""
