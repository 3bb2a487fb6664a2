"""What a review asks."""
