"""Matching, planning, guarding and applying, without any network."""
