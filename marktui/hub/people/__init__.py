"""Telling people apart: names, birth dates, addresses, and lists of people."""
