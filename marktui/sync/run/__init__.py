"""Running a sync: reading, proposing, saving."""
