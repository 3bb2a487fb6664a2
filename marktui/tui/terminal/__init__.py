"""What Textual's terminal driver does not stand: odd input, and a terminal that stalls or goes away."""
