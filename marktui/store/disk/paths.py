"""Where a hub folder lies, and what is in it."""

from pathlib import Path

HUB_FILE = "hub.json"
HISTORY_FILE = "history.jsonl"
SECRETS_FILE = "secrets.json"
REPORT_FILE = "connection-report.json"
"""What the service said of its own interface when it was connected, for support: names of fields alone."""
LOCK_FILE = "hub.lock"
BACKUPS = "backups"
ERASING_FILE = "erasing.json"
"""There only while people are being taken out of everything."""
NAMES = (HUB_FILE, HISTORY_FILE, SECRETS_FILE, REPORT_FILE, LOCK_FILE, ERASING_FILE)
"""The files of a hub; its backups lie in a folder of their own."""


def default_folder() -> Path:
    """The hub folder where none is named."""
    from platformdirs import user_data_path

    return user_data_path("marktui", appauthor=False) / "hub"
