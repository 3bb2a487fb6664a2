"""Drawing less than Textual would, and in shorter steps."""
