"""Decisions that people make outside a sync."""
