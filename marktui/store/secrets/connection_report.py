"""What a connected service says about its interface, for support: names of fields, never of people."""

from contextlib import suppress
from pathlib import Path

import msgspec

from marktui.store.disk.atomic import replace_file
from marktui.store.disk.errors import as_store_error
from marktui.store.disk.paths import REPORT_FILE
from marktui.store.disk.regular_file import read_regular_file


class ReportFile:
    """The report in one hub folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / REPORT_FILE
        """Its file, which may be missing."""

    def observe(self, observations: object) -> None:
        """Add what a reading showed about the service, and replace what the last reading showed."""
        with as_store_error("written", self.path):
            try:
                known = msgspec.json.decode(read_regular_file(self.path))
            except (FileNotFoundError, msgspec.DecodeError):
                known = None
            self.keep({**(known if isinstance(known, dict) else {}), "observed": observations})

    def keep(self, report: object) -> None:
        """Store a report, and replace the one before; None removes it."""
        with as_store_error("written", self.path):
            if report is not None:
                replace_file(self.path, msgspec.json.format(msgspec.json.encode(report)) + b"\n")
            else:
                with suppress(FileNotFoundError):
                    self.path.unlink()
