"""The tabs Teachers, Pupils and Classes, and School > Year groups."""

from marktui.hub.kind import Kind
from marktui.hub.record import Record
from marktui.tui.record_catalogue import record_catalogue
from marktui.tui.widgets.browser import Browser


class RecordBrowser(Browser[Record]):
    """All records of one kind, with their locks.

    Args:
        kind: The kind of record.
        id: The widget's id.
    """

    def __init__(self, kind: Kind, *, id: str | None = None) -> None:  # noqa: A002 - every widget's name for it
        super().__init__(record_catalogue(kind), can_mark=kind in (Kind.TEACHER, Kind.PUPIL), id=id)
        self.kind = kind
