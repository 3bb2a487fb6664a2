"""The Leavers panel and its decisions."""
