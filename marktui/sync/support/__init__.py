"""Maintenance, and reports for support."""
