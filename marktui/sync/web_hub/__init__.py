"""Pupils between the hub and the web hub's CSV: what an import would change, what an export would write."""
