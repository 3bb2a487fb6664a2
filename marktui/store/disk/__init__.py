"""Files and folders: atomic writes, the lock, permissions."""
