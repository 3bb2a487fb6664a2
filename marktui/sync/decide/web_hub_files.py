"""The files of an exchange with the web hub: what they are called, and what is written into them."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.text import slug
from marktui.hub.web_hub.columns import Column
from marktui.hub.web_hub.table import Table
from marktui.store.disk.errors import as_store_error
from marktui.store.disk.sheets import Sheet
from marktui.sync.web_hub.export_plan import ExportPlan, ExportRow
from marktui.sync.web_hub.import_plan import ImportPlan

WHY = "Why"
"""The heading of the column that says what is wrong with a row."""
REVOKE_COLUMNS = (Column.USER_ID.value, "Name", Column.CLASS.value, WHY)


class Target(Struct, frozen=True, kw_only=True):
    """Where an export is written."""

    out: Path
    """A folder, which need not be there; or a file with an ending, whose name the others follow."""
    is_folder: bool = False
    """Whether it is a folder, even if its name has an ending."""
    replace: bool = False
    """Whether files of these names are replaced."""

    @property
    def folder(self) -> Path | None:
        """The folder, where it is one."""
        return self.out if self.is_folder or self.out.is_dir() or not self.out.suffix else None

    def make_folder(self) -> None:
        """Make the folder for the owner alone, if it is not there; the one around it has to be."""
        folder = self.folder
        if folder is not None and folder.parent.is_dir():
            with as_store_error("made", folder):
                folder.mkdir(mode=0o700, exist_ok=True)

    def file(self, hub: Hub) -> Path:
        """The file, or in a folder the one that is named after the school and the entry of the history."""
        if (folder := self.folder) is not None:
            return folder / f"{slug(hub.school.name) or 'school'}-web-hub-{hub.next_entry}.csv"
        return self.out


def sheet_of(plan: ExportPlan, rows: Sequence[ExportRow], template: Table) -> Sheet:
    """Some rows of an export under the headings of the template, written as it is."""
    return Sheet(
        headings=plan.layout.headings,
        rows=[plan.cells(row) for row in rows],
        separator=template.delimiter,
        has_bom=template.has_bom,
    )


def sheets_of(plan: ExportPlan, template: Table, file: Path) -> dict[Path, Sheet]:
    """The files of an export, each with what is written into it; last the list of those to revoke.

    Args:
        file: The name that they all follow.
    """

    def path(part: str) -> Path:
        return file.with_name(f"{file.stem}-{part}{file.suffix}")

    is_one = len(plan.files) == 1
    sheets = {
        file if is_one else path(str(number)): sheet_of(plan, rows, template)
        for number, rows in enumerate(plan.files, start=1)
    }
    if plan.to_revoke:
        leavers = [(one.user_id, one.name, one.class_name, one.why) for one in plan.to_revoke]
        sheets[path("revoke")] = Sheet(headings=REVOKE_COLUMNS, rows=leavers)
    return sheets


def rejected_sheet(plan: ImportPlan, table: Table) -> Sheet:
    """The rows of a file that were not taken, as they stand there, each with the reason."""
    wide = len(table.layout.headings)
    rows = [(*one.cells, *("" for _ in range(wide - len(one.cells))), one.why) for one in plan.bad]
    return Sheet(headings=(*table.layout.headings, WHY), rows=rows, separator=table.delimiter)


def rejected_beside(file: Path) -> Path:
    """A free name beside a file for its rows that cannot be used."""
    names = (f"{file.stem}-rejected{'' if number == 1 else f'-{number}'}.csv" for number in count(1))
    return next(path for name in names if not (path := file.with_name(name)).exists())
