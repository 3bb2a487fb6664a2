"""What MIS user sync asks."""
