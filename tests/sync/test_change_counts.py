"""Headline, table and history count alike: each changed record once, whoever was matched or re-linked too."""

from datetime import UTC, datetime

from marktui.hub.model.kind import Kind
from marktui.store.file.entry import Entry, What
from marktui.store.file.record_changes import record_change
from marktui.sync.history.change_counts import entry_changes
from marktui.sync.model.change_counts import ChangeCounts
from marktui.sync.model.plan import Plan
from marktui.wording.drawing.glyphs import ASCII, UNICODE
from marktui.wording.sync.changes import done_signs, done_words

from .builders import (
    a_hub,
    a_pupil,
    a_reading,
    a_row,
    a_year,
    counts,
    desynced,
    linked,
    plan_for,
    row_of,
    upn,
)

AS_BEFORE = linked(a_pupil(1, year_group="4"), "1")
CHANGED = linked(a_pupil(2, year_group="4"), "2")
RETURNING = desynced(a_pupil(3, year_group="4"), "3")
GONE = linked(a_pupil(4, year_group="4"), "4")
TYPED = a_pupil(5, upn=upn(5), year_group="4")
TYPED_WITHOUT_YEAR = a_pupil(6, upn=upn(6))
ID_GIVEN_ANEW = linked(a_pupil(7, upn=upn(7), year_group="4"), "old")
HUB = a_hub(a_year("4", "y4"), AS_BEFORE, CHANGED, RETURNING, GONE, TYPED, TYPED_WITHOUT_YEAR, ID_GIVEN_ANEW)
READING = a_reading(
    row_of(AS_BEFORE),
    row_of(CHANGED, first_name="Ada"),
    row_of(RETURNING, first_name="Bea"),
    a_row(5, year_code="4", upn=upn(5)),
    a_row(6, year_code="4", upn=upn(6)),
    a_row(7, year_code="4", upn=upn(7)),
    a_row(8, year_code="4"),
)
DONE = ChangeCounts(added=1, changed=2, desynced=1, returned=1, linked=2)


def as_entry(plan: Plan) -> Entry:
    """The plan as the history has it."""
    return Entry(
        what=What.RUN,
        at=datetime(2026, 3, 4, tzinfo=UTC),
        login="jsmith",
        kinds=(Kind.PUPIL,),
        counts={"pupils": {"matched": counts(plan).matched}},
        changes=tuple(record_change(one.before, one.after, one.do) for one in plan.changes),
    )


def test_plan_and_history_count_each_record_once_and_alike() -> None:
    plan = plan_for(HUB, READING)
    assert plan.change_counts == DONE
    assert entry_changes(as_entry(plan)) == entry_changes(as_entry(plan), Kind.PUPIL) == DONE
    assert entry_changes(as_entry(plan), Kind.TEACHER) == ChangeCounts()
    assert DONE.total == len(plan.changes)


def test_what_is_added_or_only_linked_is_not_called_changed() -> None:
    assert done_words(DONE) == "1 added, 2 changed, 1 de-synced, 1 brought back, 2 linked"
    assert done_signs(DONE, UNICODE) == "+1 ~2 −1, 1 back, 2 linked"
    assert done_signs(ChangeCounts(added=1_200, desynced=3), ASCII) == "+1,200 -3"
    assert done_words(ChangeCounts()) == done_signs(ChangeCounts(), ASCII) == ""
