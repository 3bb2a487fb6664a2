"""The process and its terminal: output, progress, signals, pasted text."""
