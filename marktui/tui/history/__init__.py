"""The History panel and undo."""
