"""Headline, table and history count alike: each changed record once, whoever was matched or re-linked too."""

from marktui.hub.model.kind import Kind
from marktui.sync.history.change_counts import entry_changes
from marktui.sync.model.change_counts import ChangeCounts
from marktui.wording.drawing.glyphs import ASCII, UNICODE
from marktui.wording.sync.changes import done_signs, done_words

from .builders import a_pupil, a_reading, a_row, linked, plan_for, upn
from .typical_sync import as_run, typical_hub, typical_rows

TYPED = a_pupil(5, upn=upn(5), year_group="4")
TYPED_WITHOUT_YEAR = a_pupil(6, upn=upn(6))
ID_GIVEN_ANEW = linked(a_pupil(7, upn=upn(7), year_group="4"), "old")
HUB = typical_hub(TYPED, TYPED_WITHOUT_YEAR, ID_GIVEN_ANEW)
READING = a_reading(
    *typical_rows(
        a_row(5, year_code="4", upn=upn(5)),
        a_row(6, year_code="4", upn=upn(6)),
        a_row(7, year_code="4", upn=upn(7)),
        a_row(8, year_code="4"),
    )
)
DONE = ChangeCounts(added=1, changed=2, desynced=1, returned=1, linked=2)


def test_plan_and_history_count_each_record_once_and_alike() -> None:
    plan = plan_for(HUB, READING)
    assert plan.change_counts == DONE
    assert entry_changes(as_run(plan)) == entry_changes(as_run(plan), Kind.PUPIL) == DONE
    assert entry_changes(as_run(plan), Kind.TEACHER) == ChangeCounts()
    assert DONE.total == len(plan.changes)


def test_what_is_added_or_only_linked_is_not_called_changed() -> None:
    assert done_words(DONE) == "1 added, 2 changed, 1 de-synced, 1 brought back, 2 linked"
    assert done_signs(DONE, UNICODE) == "+1 ~2 −1, 1 back, 2 linked"
    assert done_signs(ChangeCounts(added=1_200, desynced=3), ASCII) == "+1,200 -3"
    assert done_words(ChangeCounts()) == done_signs(ChangeCounts(), ASCII) == ""
