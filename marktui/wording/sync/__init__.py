"""Sentences about syncs: how far one is, what it did, what waits, what the history says."""
