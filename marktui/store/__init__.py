"""The hub folder on disk: TinyDB behind one async door, history, secrets."""
