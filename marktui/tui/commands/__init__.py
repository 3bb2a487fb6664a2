"""What a person can ask for: one class per command, the one source of keys, footer, help and palette."""
