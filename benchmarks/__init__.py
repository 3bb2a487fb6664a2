"""What marktui promises in numbers, measured with real processes."""
