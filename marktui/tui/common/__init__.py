"""What all features of the interface share."""
