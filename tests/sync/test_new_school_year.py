"""A plan in which most pupils move up by a year is that of a new school year."""

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import Scope
from marktui.sync.plan.make_plan import make_plan
from marktui.sync.review.new_school_year import NewSchoolYear, new_school_year
from marktui.wording.sync.new_school_year import new_school_year_words

from .builders import a_hub, a_mis_year, a_pupil, a_reading, a_row, a_year, linked
from .fake_mis import PUPILS

YEARS = [a_year(code, f"y{code}") for code in ("R", "3", "4", "5", "6")]
MIS_YEARS = [a_mis_year(code, f"y{code}") for code in ("R", "3", "4", "5", "6")]


def pupils(year: str, *numbers: int) -> list[Pupil]:
    return [linked(a_pupil(number, year_group=year), str(100 + number)) for number in numbers]


def seen(hub: list[Pupil], years: dict[int, str], scope: Scope = PUPILS) -> NewSchoolYear | None:
    """What is found for the pupils of a hub and the years that the MIS gives by number."""
    rows = (a_row(number, year_code=code) for number, code in years.items())
    reading = a_reading(*rows, *MIS_YEARS)
    return new_school_year(make_plan(a_hub(*hub, *YEARS), reading, scope, Decisions()))


def test_september_is_told_by_its_numbers() -> None:
    hub = [*pupils("3", 1, 2), *pupils("4", 3, 4), *pupils("5", 5, 6, 7), *pupils("6", 8, 9)]
    there = {1: "4", 2: "4", 3: "5", 4: "5", 5: "6", 6: "6", 20: "R", 21: "R", 22: "R"}
    found = seen(hub, there)
    assert found == NewSchoolYear(move_up=6, left_year="6", left=2, left_others=1, new=3)
    words = "New school year: 6 move up, 2 left Year 6, 1 left other years, 3 new."
    assert new_school_year_words(found) == words


def test_nobody_who_left_and_nobody_who_is_new_is_not_spoken_of() -> None:
    found = seen(pupils("R", 1, 2, 3, 4, 5), dict.fromkeys(range(1, 6), "1"))
    assert found is None, "Year 1 is not set up"
    found = seen(pupils("3", 1, 2, 3, 4, 5), dict.fromkeys(range(1, 6), "4"))
    assert found is not None
    assert new_school_year_words(found) == "New school year: 5 move up."
    odd = NewSchoolYear(move_up=5, left_year=None, left=0, left_others=2, new=0)
    assert new_school_year_words(odd) == "New school year: 5 move up, 2 left the school."


def test_some_who_move_up_are_no_new_school_year() -> None:
    hub = pupils("3", *range(1, 13))
    assert seen(hub, {number: "4" if number < 7 else "3" for number in range(1, 13)}) is None, "half of them"
    assert seen(hub, {number: "4" if number < 8 else "3" for number in range(1, 13)}) is not None
    assert seen(pupils("3", 1, 2, 3, 4), dict.fromkeys(range(1, 5), "4")) is None, "a handful"
    assert seen(hub, dict.fromkeys(range(1, 13), "5")) is None, "two years at once"
    assert seen(hub, dict.fromkeys(range(1, 13), "3")) is None
    assert seen([], dict.fromkeys(range(1, 13), "3")) is None, "a first sync"


def test_a_plan_without_pupils_is_none() -> None:
    assert seen(pupils("3", *range(1, 8)), dict.fromkeys(range(1, 8), "4"), Scope((Kind.TEACHER,))) is None
