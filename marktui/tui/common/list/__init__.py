"""Lists of records with a filter, a detail pane and an export."""
