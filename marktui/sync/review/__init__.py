"""What a review shows and allows for each line."""
