"""What a hub holds: records, the school, its accounts, the roster."""
