"""What an export for the web hub writes: who is new there, who has changed, who is to be revoked."""

from msgspec import Struct

from marktui.hub.web_hub.columns import Column, Layout
from marktui.hub.web_hub.values import Values, digest
from marktui.store.file.entry import WebHubState

MOST_ROWS = 250
"""The rows of one file; the web hub advises against more."""
ADD, EDIT = "A", "E"


class ExportRow(Struct, frozen=True, kw_only=True):
    """One row that is written."""

    id: str
    name: str
    action: str
    """`A` adds, `E` edits."""
    values: Values
    carried: tuple[str, ...] = ()
    """What the template has of this pupil, if it has a row with their User ID."""


class LeftOut(Struct, frozen=True, kw_only=True):
    """A pupil who ought to be written and cannot be."""

    id: str
    name: str
    why: str


class ToRevoke(Struct, frozen=True, kw_only=True):
    """A pupil whose access is to be revoked in the web hub."""

    id: str
    name: str
    user_id: str | None
    class_name: str | None
    why: str


class ExportPlan(Struct, frozen=True, kw_only=True):
    """What an export would write."""

    layout: Layout
    rows: tuple[ExportRow, ...] = ()
    """By year group, class and name."""
    left_out: tuple[LeftOut, ...] = ()
    to_revoke: tuple[ToRevoke, ...] = ()
    since: int | None = None
    """The number of the entry whose changes since are written; None for everybody."""
    messages: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[tuple[ExportRow, ...], ...]:
        """The rows of each file."""
        starts = range(0, len(self.rows), MOST_ROWS)
        return tuple(self.rows[start : start + MOST_ROWS] for start in starts)

    @property
    def state(self) -> WebHubState:
        """What the web hub has once it has taken the files."""
        columns = tuple(one.value for one in self.layout.compared)
        return WebHubState(
            columns=columns,
            pupils={one.id: digest(one.values, columns) for one in self.rows},
            without_access=tuple(one.id for one in self.to_revoke),
        )

    def number(self, action: str) -> int:
        """How many rows have an action."""
        return sum(one.action == action for one in self.rows)

    def cells(self, row: ExportRow) -> list[str]:
        """The cells of a row under the headings of the template.

        What marktui does not know stays as the template has it, else empty.
        """
        known = {**row.values, Column.ACTION: row.action}
        columns = self.layout.columns
        carried = (*row.carried, *("" for _ in columns[len(row.carried) :]))
        return [
            (known.get(column, "") if column else "") or there
            for column, there in zip(columns, carried, strict=True)
        ]
