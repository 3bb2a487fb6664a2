"""Plans an export for the web hub, from the hub and from what the history knows of the web hub."""

from collections.abc import Sequence

from marktui.hub.leavers.waiting import current_keep
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, Pupil, Reason, year_order
from marktui.hub.model.text import clean, enumerated, fold, natural_order
from marktui.hub.model.time import day_words
from marktui.hub.spreadsheet.formula import unguarded
from marktui.hub.web_hub.columns import Column, Layout
from marktui.hub.web_hub.table import Table
from marktui.hub.web_hub.values import Values, values_of, year_names
from marktui.store.file.entry import Entry
from marktui.sync.web_hub.export_messages import export_messages
from marktui.sync.web_hub.export_plan import ADD, EDIT, ExportPlan, ExportRow, LeftOut, ToRevoke
from marktui.sync.web_hub.known_state import Known, is_exported, known_at_entry, known_from_history

_FACTS = (Column.LAST_NAME, Column.BIRTH_DATE, Column.UPN)
"""What shows whether a row of the template is a pupil's."""


def plan_export(
    hub: Hub, entries: Sequence[Entry], template: Table, *, since: int | None = None, everybody: bool = False
) -> ExportPlan:
    """What an export would write.

    Args:
        entries: The history, newest first.
        template: The web hub's template. If it has rows, they say what marktui does not know of their pupils.
        since: The entry from which on changes are written; None for the last export.
        everybody: Whether everybody is written, changed or not.

    Raises:
        UsageError: It is no template, or there is no such entry.
    """
    layout = template.layout
    _require_template(layout)
    history = known_from_history(entries)
    known = history if since is None else known_at_entry(hub, entries, since, layout.compared)
    return _Planning(hub, template, history, known, everybody=everybody).plan()


def _require_template(layout: Layout) -> None:
    if Column.ACTION not in layout.columns:
        raise UsageError(
            "The template has no column Action.",
            "Download it in the web hub: Pupils, Import CSV, Download template.",
        )


class _Planning:
    def __init__(self, hub: Hub, template: Table, history: Known, known: Known, *, everybody: bool) -> None:
        self._hub = hub
        self._layout = layout = template.layout
        self._carried = _cells_by_user_id(template)
        self._history = history
        self._known = known
        self._everybody = everybody
        self._years = year_names(hub)
        self._rows: list[ExportRow] = []
        self._left_out: list[LeftOut] = []
        self._waiting: list[Pupil] = []
        self._granted: list[Pupil] = []
        self._is_asked = [column for column, _ in layout.required if column]
        """What the web hub requires and the hub can have."""

    def plan(self) -> ExportPlan:
        pupils = sorted(self._hub.pupils.values(), key=self._order)
        for pupil in pupils:
            if is_exported(pupil):
                self._take(pupil)
        messages = export_messages(
            self._layout, self._rows, self._waiting, self._granted, is_first=self._is_first
        )
        return ExportPlan(
            layout=self._layout,
            rows=tuple(self._rows),
            left_out=tuple(self._left_out),
            to_revoke=tuple(self._to_revoke(one) for one in pupils if self._is_to_be_revoked(one)),
            since=None if self._everybody else self._known.since,
            messages=tuple(messages),
        )

    @property
    def _is_first(self) -> bool:
        """Whether nothing is known of the web hub yet."""
        return not any(one.web_id for one in self._hub.pupils.values()) and not self._history.pupils

    def _order(self, pupil: Pupil) -> tuple[object, ...]:
        name = self._hub.class_name(pupil) or ""
        return year_order(pupil.year_group), natural_order(name), fold(pupil.sorted_name), pupil.id

    def _take(self, pupil: Pupil) -> None:
        values = values_of(self._hub, pupil, self._years)
        if not self._is_due(pupil, values):
            return
        action = self._action(pupil)
        why = self._why_not(pupil, values, action)
        if why:
            self._left_out.append(LeftOut(id=pupil.id, name=pupil.label, why=why))
            return
        if action is None:
            self._waiting.append(pupil)
            return
        if pupil.id in self._history.revoked:
            self._granted.append(pupil)
        carried = self._carried.get(pupil.web_id or "", ())
        self._rows.append(
            ExportRow(id=pupil.id, name=pupil.label, action=action, values=values, carried=carried)
        )

    def _is_due(self, pupil: Pupil, values: Values) -> bool:
        """Whether the web hub has a pupil otherwise than this hub, as far as is known."""
        seen = self._known.pupils.get(pupil.id)
        return self._everybody or seen is None or pupil.id in self._known.revoked or not seen.is_same(values)

    def _action(self, pupil: Pupil) -> str | None:
        """How the web hub is to take a pupil; None for one it already has, under an id that is not known."""
        if pupil.web_id:
            return EDIT
        is_there = pupil.id in self._known.pupils or pupil.id in self._history.pupils
        return None if is_there else ADD

    def _why_not(self, pupil: Pupil, values: Values, action: str | None) -> str:
        """Why a pupil cannot be written; empty where they can."""
        if action == ADD and pupil.id in self._history.in_doubt:
            return "may be in the web hub already: the last import left a row alone that may be theirs"
        if action == EDIT and Column.USER_ID not in self._layout.columns:
            return "the template has no column User ID, so nobody can be edited with it"
        if action == EDIT and self._is_somebody_else(pupil, values):
            return f"the template has somebody else under User ID {pupil.web_id}: import it first"
        missing = [column.value for column in self._is_asked if values.get(column, "Y") == ""]
        return f"no {enumerated(one.lower() for one in missing)}" if missing else ""

    def _is_somebody_else(self, pupil: Pupil, values: Values) -> bool:
        """Whether the template's row with the User ID of a pupil is another one's: nothing in it agrees."""
        there = self._layout.cells(self._carried.get(pupil.web_id or "", ()))
        both = [(there.get(one, ""), values[one]) for one in _FACTS]
        agree = [fold(theirs) == fold(ours) for theirs, ours in both if theirs and ours]
        return len(agree) > 1 and not any(agree)

    def _is_to_be_revoked(self, pupil: Pupil) -> bool:
        """Whether a pupil has access in the web hub, as far as is known, and should not have it any more."""
        is_kept = pupil.access is Access.WITH_ACCESS and current_keep(pupil) is not None
        if is_exported(pupil) or is_kept or pupil.id in self._known.revoked:
            return False
        knows_nothing = not self._history.pupils and not self._known.pupils
        return knows_nothing or pupil.id in self._known.pupils

    def _to_revoke(self, pupil: Pupil) -> ToRevoke:
        return ToRevoke(
            id=pupil.id,
            name=pupil.label,
            user_id=pupil.web_id,
            class_name=self._hub.class_name(pupil),
            why=_why_revoked(pupil),
        )


def _cells_by_user_id(template: Table) -> dict[str, tuple[str, ...]]:
    """The rows of a template that has some, such as the web hub's own export, by User ID."""
    if Column.USER_ID not in template.layout.columns:
        return {}
    place = template.layout.columns.index(Column.USER_ID)
    wide = len(template.layout.headings)
    rows = ([unguarded(cell) for cell in cells[:wide]] for _, cells in template.rows if len(cells) > place)
    return {clean(cells[place]): tuple(cells) for cells in rows if cells[place]}


def _why_revoked(pupil: Pupil) -> str:
    if pupil.desync is None:
        return pupil.access.words
    left = pupil.desync
    match left.reason:
        case Reason.LEFT:
            return f"left on {day_words(left.left_on)}" if left.left_on else "left"
        case Reason.GONE:
            return "no longer in the MIS"
    return "in a year group that is not set up"
