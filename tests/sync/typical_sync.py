"""Four pupils of year 4, to each of whom something else happens, and what the history keeps of the sync."""

from datetime import UTC, datetime

from marktui.connectors.mis import MisPupil
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Record
from marktui.store.file.entry import Entry, What
from marktui.store.file.record_changes import record_change
from marktui.sync.model.plan import Plan

from .builders import a_hub, a_pupil, a_year, counts, desynced, linked, row_of

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
AS_BEFORE = linked(a_pupil(1, year_group="4"), "1")
CHANGED = linked(a_pupil(2, year_group="4"), "2")
RETURNING = desynced(a_pupil(3, year_group="4"), "3")
GONE = linked(a_pupil(4, year_group="4"), "4")


def typical_hub(*others: Record) -> Hub:
    """A hub that has year 4, the four pupils and some others."""
    return a_hub(a_year("4", "y4"), AS_BEFORE, CHANGED, RETURNING, GONE, *others)


def typical_rows(*others: MisPupil) -> tuple[MisPupil, ...]:
    """The rows of the MIS about them, and some others."""
    return (row_of(AS_BEFORE), row_of(CHANGED, first_name="Ada"), row_of(RETURNING), *others)


def as_run(plan: Plan, number: int | None = None) -> Entry:
    """A plan of pupils as the history has it once it was saved."""
    told = counts(plan)
    return Entry(
        what=What.RUN,
        at=NOW,
        login="jsmith",
        number=number,
        kinds=(Kind.PUPIL,),
        counts={"pupils": {name: getattr(told, name) for name in ("read", "synced", "matched")}},
        changes=tuple(record_change(one.before, one.after, one.do) for one in plan.changes),
    )
