"""What happened, and how to undo it."""
