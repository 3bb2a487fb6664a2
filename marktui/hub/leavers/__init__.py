"""Deciding about people who have left: what is possible, and why something is not."""
