"""Words, signs and lines that several screens show."""
