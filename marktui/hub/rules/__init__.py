"""What may be done to records by hand, and when."""
