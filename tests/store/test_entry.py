"""What an entry of the history says: what a change does, and what a sync counted."""

from datetime import UTC, date, datetime

import pytest

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Desync, Link, Pupil, Reason, Record
from marktui.store.file.entry import Counts, Do, Entry, What
from marktui.store.file.record_changes import record_change

PUPIL = Pupil(id="p000001", first_name="Amal", last_name="Ahmed", link=Link("assembly", "7"))
LEFT = PUPIL.with_(desync=Desync(date(2026, 9, 14), Reason.GONE))


@pytest.mark.parametrize(
    ("before", "after", "do"),
    [
        (None, PUPIL, Do.CREATE),
        (PUPIL, PUPIL.with_(first_name="Ada"), Do.UPDATE),
        (PUPIL, LEFT, Do.DESYNC),
        (LEFT, PUPIL, Do.RETURN),
        (LEFT, LEFT.with_(first_name="Ada"), Do.UPDATE),
        (LEFT, None, Do.REMOVE),
    ],
)
def test_what_a_change_does_follows_from_the_record_before_and_after(
    before: Record | None, after: Record | None, do: Do
) -> None:
    assert record_change(before, after).do is do


def test_counts_of_an_older_entry_or_a_purge_are_filled_up_with_zeros() -> None:
    counts = {"pupils": {"read": 3, "clash": 1}, "teachers": {"erased": 2}}
    entry = Entry(what=What.RUN, at=datetime(2026, 9, 14, tzinfo=UTC), login="jo", counts=counts)
    assert entry.counts_of(Kind.PUPIL) == Counts(read=3, clash=1)
    assert entry.counts_of(Kind.TEACHER) == Counts()
    assert entry.counts_of(Kind.CLASS) == Counts()
