"""Asks where to write a CSV file, and writes it."""

import asyncio
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from marktui.hub.model.hub import Hub
from marktui.hub.model.text import slug
from marktui.store.disk.export import write_csv, write_lines
from marktui.tui.common.list.catalogue import Catalogue, ExportTable
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.work_dialog import WorkDialog, dialog_work

PAPER = ".txt"
"""How the name of a file for paper ends."""


class Export(Struct, frozen=True):
    """What is to be written."""

    catalogue: Catalogue[Any]
    table: ExportTable[Any]
    hub: Hub
    items: Sequence[Any]
    what: str
    """The records in words: `14 leavers`."""
    today: date | None = None

    @property
    def name(self) -> str:
        """A file name that says whose records these are, which, and of which day."""
        day = self.today.isoformat() if self.today else ""
        parts = (slug(self.hub.school.name), self.catalogue.name, day)
        return "-".join(part for part in parts if part) + ".csv"

    def write(self, path: Path) -> None:
        """Write the file: a summary for paper where its name ends so and there is one, else CSV."""
        paper, today = self.table.paper, self.today or date.min
        if paper is not None and path.suffix.lower() == PAPER:
            write_lines(path, paper(self.hub, self.items, today))
            return
        write_csv(path, self.table.keys, self.table.documents(self.hub, self.items, today))


class ExportDialog(WorkDialog[str | None]):
    """Answers with the file written, or None."""

    def __init__(self, export: Export) -> None:
        super().__init__()
        self._export = export
        self._agreed: Path | None = None

    def contents(self) -> ComposeResult:
        """What, where, what went wrong, and the keys."""
        yield Static(f"Export {self._export.what} as CSV", classes="title", markup=False)
        yield Static(f"Into the folder {Path.cwd()}", markup=False)
        box = Input(self._export.name, compact=True, select_on_focus=False)
        box.cursor_blink = False
        yield box
        yield MessageLine(classes="problem")
        paper = f" A name that ends in {PAPER} makes a summary for paper." if self._export.table.paper else ""
        yield Static(f"Enter writes the file, esc cancels.{paper}", classes="hint", markup=False)

    @on(Input.Changed)
    def forget_agreement(self) -> None:
        """Another name, another question."""
        self._agreed = None
        self.show_problem("")

    def submit(self) -> None:
        """Write the file; ask first where there is one of that name."""
        name = self.query_one(Input).value.strip()
        if not name:
            self.show_problem("Type a file name.")
            return
        path = Path.cwd() / Path(name).expanduser()
        if path.is_file() and path != self._agreed:
            self._agreed = path
            self.show_problem("There is a file of that name. Enter replaces it.")
        else:
            self._write(path)

    @dialog_work
    async def _write(self, path: Path) -> None:
        await asyncio.to_thread(self._export.write, path)
        self.dismiss(f"{path.name} ({self._export.what}), in {path.parent}")
