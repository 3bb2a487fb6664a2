"""Matching rows of the MIS with records of the hub."""
