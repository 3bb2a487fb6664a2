"""A MIS that gives everybody one name or one birth date: bounded work, and nothing decided wrongly."""

import sys
from datetime import date

import pytest

from marktui.connectors.mis import MisPupil
from marktui.hub.model.record import Pupil
from marktui.sync.match.claims import MOST
from marktui.sync.match.known_links import KnownPairs
from marktui.sync.match.people import match_people
from marktui.sync.match.result import Matches
from marktui.sync.model.pair import PairStatus

from .builders import MIS, a_hub, a_pupil, a_reading, a_row, part_of, plan_for, texts

BORN = date(2015, 5, 5)
LETTERS = "abcdefghijklmnopqrst"


def name(number: int) -> str:
    return "".join(LETTERS[int(digit)] for digit in f"{number:04d}")


def alike(number: int, born: date | None) -> tuple[list[MisPupil], list[Pupil]]:
    """As many rows as records, all of one name and birth date, and nothing else known."""
    facts = {"first_name": "Ada", "last_name": "Byron", "date_of_birth": born, "upn": None}
    rows = [a_row(one, f"9{one}", **facts) for one in range(1, number + 1)]
    return rows, [a_pupil(one, **facts) for one in range(1, number + 1)]


def matched(rows: list[MisPupil], records: list[Pupil], known: KnownPairs | None = None) -> Matches:
    return match_people(rows, records, known or KnownPairs(MIS))


def calls(rows: list[MisPupil], records: list[Pupil]) -> int:
    """How many functions matching calls: a measure of its work on which no other program has an effect."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        matched(rows, records)
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("born", [BORN, None])
def test_a_row_lists_a_few_of_many_records_and_counts_the_rest(born: date | None) -> None:
    result = matched(*alike(300, born))
    found = result.found["91"]
    assert (found.status, len(found.candidates), found.more) == (PairStatus.MAY_MATCH, MOST, 300 - MOST)
    assert result.unlisted == {one.id for one in alike(300, born)[1]}


def test_a_record_that_is_not_listed_is_still_in_doubt() -> None:
    rows, records = alike(50, None)
    plan = plan_for(a_hub(*records), a_reading(*rows))
    assert {pair.status for pair in part_of(plan).pairs} == {PairStatus.MAY_MATCH}
    assert not plan.changes
    assert "and 47 more" in texts(plan)[1]


def test_a_pair_that_was_unmatched_is_not_counted_among_the_rest() -> None:
    rows, records = alike(30, None)
    known = KnownPairs(MIS, unmatched={"91": frozenset({records[0].id, records[29].id})})
    found = matched(rows, records, known).found["91"]
    assert (found.more, found.candidates[0].record_id) == (28 - MOST, records[1].id)


def test_in_a_crowd_names_are_compared_among_those_with_the_same_first_or_last_name() -> None:
    records = [
        a_pupil(one, first_name=f"{name(one)}x", last_name=f"{name(9999 - one)}y", date_of_birth=BORN)
        for one in range(1, 301)
    ]
    row = a_row(1, first_name=records[6].first_name, last_name=records[6].last_name + "z", date_of_birth=BORN)
    result = matched([row], records)
    assert [one.record_id for one in result.found[row.mis_id].candidates] == [records[6].id]
    assert result.crowded == (BORN,)
    plan = plan_for(a_hub(*records), a_reading(row))
    assert any("one birth date (5 May 2015)" in text for text in texts(plan))


@pytest.mark.parametrize("born", [BORN, None])
def test_the_work_grows_as_the_school_does(born: date | None) -> None:
    few, many = calls(*alike(400, born)), calls(*alike(1_600, born))
    assert many < 6 * few


def test_the_work_for_a_row_has_a_limit_where_all_have_one_birth_date() -> None:
    number = 1_600
    rows = [a_row(one, f"9{one}", last_name=name(one), date_of_birth=BORN, upn=None) for one in range(number)]
    records = [a_pupil(one, last_name=name(one) + "s", date_of_birth=BORN) for one in range(number)]
    # Two groups of 200 names, some calls for each; all names would be four times as many.
    assert calls(rows, records) < number * 2 * 200 * 6
