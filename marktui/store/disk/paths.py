"""The names of files in a hub folder, and the default folder."""

from pathlib import Path

HUB_FILE = "hub.json"
HISTORY_FILE = "history.jsonl"
SECRETS_FILE = "secrets.json"
REPORT_FILE = "connection-report.json"
"""What the service said about its interface when it was connected: names of fields, for support."""
LOCK_FILE = "hub.lock"
BACKUPS = "backups"
ERASING_FILE = "erasing.json"
"""It exists only while people are being erased."""
UNSAVED_FILE = "unsaved-review.json"
"""What was decided in a review and is not saved yet; it exists only as long."""
NAMES = (HUB_FILE, HISTORY_FILE, SECRETS_FILE, REPORT_FILE, LOCK_FILE, ERASING_FILE, UNSAVED_FILE)
"""The files of a hub; its backups are in a folder of their own."""


def default_folder() -> Path:
    """The hub folder if none is named."""
    from platformdirs import user_data_path

    return user_data_path("marktui", appauthor=False) / "hub"
