"""The hub folder on disk: the hub file, its history and backups, secrets, and the doctor."""
