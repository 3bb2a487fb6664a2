"""The panels of a sync: read, look, save, finished."""
