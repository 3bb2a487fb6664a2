"""The list of School > Leavers: the de-synced teachers and pupils."""

from datetime import date

from marktui.hub.model.record import Access, Pupil, year_order
from marktui.tui.common.list.catalogue import (
    Catalogue,
    ColumnSpec,
    ExportTable,
    Part,
    enum_column,
    everything,
    text_column,
)
from marktui.tui.common.text.cells import Cell, Column, Toned
from marktui.tui.common.text.keys import key_of
from marktui.tui.common.text.records import (
    ACCESS_SHORT,
    KIND_TONES,
    KIND_WORDS,
    identity,
    last_place,
    place_words,
    why_left,
)
from marktui.tui.leavers.details import leaver_details
from marktui.tui.leavers.view import Leaver, LeaverView
from marktui.tui.leavers.words import decision_cell, leaver_text
from marktui.wording.dates import short_day
from marktui.wording.people.leavers_report import OFFICE_KEYS, for_the_office, summary

EMPTY = (
    "Nobody has left: every teacher and pupil who came from the MIS is still there.\n"
    "Anyone a later sync no longer finds in the MIS is listed here, with the reason."
)
_ROOMY = 100
"""The width from which there is room for kind, access and note."""


def _alone(view: object) -> str:
    return view.group.label if isinstance(view, LeaverView) and view.group is not None else ""


def _notice(view: object) -> str:
    if not isinstance(view, LeaverView):
        return ""
    lines = []
    if view.group is not None:
        lines.append(f"esc shows all leavers, {key_of('list.narrow', 'F')} another group.")
    if view.due:
        key = key_of("show-due", "D")
        is_due = (
            f"deletion is due: {key} shows it" if view.due == 1 else f"deletions are due: {key} shows them"
        )
        lines.append(f"{view.due:,} pending {is_due}, and erases for good.")
    return " ".join(lines)


def _kind(_view: LeaverView, leaver: Leaver) -> Cell:
    return Toned(KIND_WORDS[leaver.person.kind], KIND_TONES[leaver.person.kind])


def _place_order(view: LeaverView, leaver: Leaver) -> tuple[object, ...]:
    code = leaver.person.year_group if isinstance(leaver.person, Pupil) else None
    return (year_order(code), last_place(view.hub, leaver.person))


def _why_order(_view: LeaverView, leaver: Leaver) -> tuple[str, date]:
    desync = leaver.person.desync
    return (desync.reason.value if desync else "", leaver.gone_on)


def _since(leaver: Leaver) -> date:
    return leaver.person.desync.since if leaver.person.desync else date.max


def _decision_order(_view: LeaverView, leaver: Leaver) -> tuple[object, ...]:
    """What awaits a decision first, the new ones before the others; then by what comes up soonest."""
    access = list(Access).index(leaver.person.access)
    until = leaver.kept.review_on if leaver.is_kept and leaver.kept else leaver.person.deleting_on
    return (not leaver.is_undecided, not leaver.is_new, access, until or date.max)


LEAVERS: Catalogue[Leaver] = Catalogue(
    name="leavers",
    nouns=("leaver", "leavers"),
    items=lambda view: view.leavers if isinstance(view, LeaverView) else (),
    id_of=lambda leaver: leaver.person.id,
    identity=lambda leaver: identity(leaver.person),
    words=lambda view, leaver: leaver_text(view.hub, leaver),
    detail=lambda view, leaver, _text: leaver_details(view, leaver),
    columns=(
        ColumnSpec(
            Column("Kind", 7, wide_from=_ROOMY), _kind, lambda _view, leaver: leaver.person.kind.value
        ),
        ColumnSpec(Column("Name", 16, flex=3, most=44), lambda _view, leaver: leaver.person.sorted_name),
        ColumnSpec(
            Column("Last in", 8, flex=1, most=20),
            lambda view, leaver: place_words(view.hub, leaver.person),
            _place_order,
        ),
        ColumnSpec(
            Column("Why", 14, flex=1, most=16), lambda _view, leaver: why_left(leaver.person), _why_order
        ),
        ColumnSpec(
            Column("De-synced", 11),
            lambda _view, leaver: short_day(_since(leaver)),
            lambda _view, leaver: _since(leaver),
        ),
        enum_column(Column("Access", 7, wide_from=_ROOMY), lambda leaver: leaver.person.access, ACCESS_SHORT),
        ColumnSpec(Column("Decision", 18), lambda _view, leaver: decision_cell(leaver), _decision_order),
        text_column(
            Column("Note", 10, flex=2, most=40, wide_from=_ROOMY + 20),
            lambda _view, leaver: leaver.kept.note if leaver.kept else None,
        ),
    ),
    parts=(
        Part("Undecided", lambda leaver: leaver.is_undecided),
        Part("New", lambda leaver: leaver.is_new),
        Part("Kept", lambda leaver: leaver.is_kept),
        Part("Without access", lambda leaver: leaver.person.access is Access.WITHOUT_ACCESS),
        Part("Pending deletion", lambda leaver: leaver.person.access is Access.PENDING_DELETION),
        Part("All", everything),
    ),
    export_table=ExportTable(
        OFFICE_KEYS,
        lambda hub, those, today: for_the_office(hub, [one.person for one in those], today),
        lambda hub, those, today: summary(hub, [one.person for one in those], today),
    ),
    prepare=lambda view: view.accesses(frozenset()),
    empty=EMPTY,
    alone=_alone,
    notice=_notice,
)
"""School > Leavers."""
