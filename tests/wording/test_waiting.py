"""What waits for a person is said in one way, whatever shows it."""

import pytest

from marktui.hub.model.kind import Kind
from marktui.sync.history.status import Cause
from marktui.wording.sync.waiting import waiting_words


@pytest.mark.parametrize(
    ("cause", "one", "three"),
    [
        (Cause.LEAVERS, "1 leaver to review", "3 leavers to review"),
        (Cause.DUE, "1 pending deletion is due", "3 pending deletions are due"),
        (
            Cause.BACK,
            "1 person to be deleted is back in the MIS",
            "3 people to be deleted are back in the MIS",
        ),
        (Cause.MAY_MATCH, "1 may match", "3 may match"),
        (Cause.CLASH, "1 in a clash", "3 in a clash"),
    ],
)
def test_what_is_counted(cause: Cause, one: str, three: str) -> None:
    assert (waiting_words(cause, 1), waiting_words(cause, 3)) == (one, three)


def test_the_kinds_are_named_where_a_list_is_meant() -> None:
    kinds = (Kind.YEAR_GROUP, Kind.PUPIL)
    assert waiting_words(Cause.HELD, kinds=kinds) == "Year groups, Pupils: the last sync is held for approval"
    assert waiting_words(Cause.HELD, kinds=tuple(Kind)) == "Everything: the last sync is held for approval"
    assert waiting_words(Cause.MAY_MATCH, 2, (Kind.PUPIL,)) == "2 pupils may match: decide in Pupils"
    assert waiting_words(Cause.CLASH, 2, (Kind.PUPIL,)) == "2 pupils in a clash: correct it in the MIS"
    assert waiting_words(Cause.CLASH, 1, (Kind.TEACHER,)) == "1 teacher in a clash: correct it in the MIS"
    assert waiting_words(Cause.RESYNC) == "Year groups or classes have changed: re-sync pupils"
