from collections import Counter
from datetime import date, timedelta

import pytest

from marktui.sandbox.school import School
from marktui.sandbox.term import academic_years, step_dates

TODAY = date(2026, 11, 23)
SIZES = (100, 120, 240, 420, 1210)


@pytest.mark.parametrize("pupils", SIZES)
@pytest.mark.parametrize("step", [1, 4])
def test_people_leave_vanish_start_and_move(pupils: int, step: int) -> None:
    school = School(pupils, today=TODAY)
    events = school.events(step)
    assert [len(events.left), len(events.vanished), len(events.started)] == [12, 1, 31]
    assert [len(events.moved_class), len(events.returned), len(events.moved_up)] == [64, 0, 0]
    touched = events.left | events.vanished | events.started | events.moved_class
    assert not touched & school.state(step).special
    people = {p.id: p for p in (*school.on_roll(step), *school.on_roll(step - 1))}
    assert all(people[who].year_code != "N2" for who in touched)
    left = {p.id: p for p in school.left(step)}
    assert all(left[who].end_date == school.dates(step) for who in events.left)
    assert all(people[who].start_date == school.dates(step) for who in events.started)


def test_whoever_vanished_is_in_no_list() -> None:
    school = School(240, today=TODAY)
    (gone,) = school.events(1).vanished
    state = school.state(1)
    assert gone not in {p.id for p in (*state.roll, *state.left, *state.ahead)}


@pytest.mark.parametrize("pupils", SIZES)
@pytest.mark.parametrize("step", [2, 5])
def test_one_returns_and_nothing_else_changes(pupils: int, step: int) -> None:
    school = School(pupils, today=TODAY)
    (back,) = school.events(step).returned
    assert back in school.events(step - 1).left
    before, after = school.state(step - 1), school.state(step)
    pupil = next(p for p in after.roll if p.id == back)
    assert pupil.end_date is None
    assert [p for p in after.roll if p.id != back] == list(before.roll)
    assert [p for p in before.left if p.id != back] == list(after.left)


@pytest.mark.parametrize("pupils", SIZES)
@pytest.mark.parametrize("step", [3, 6])
def test_rollover(pupils: int, step: int) -> None:
    school = School(pupils, today=TODAY)
    years = school.layout.years
    was = {p.id: p for p in school.on_roll(step - 1)}
    now = {p.id: p for p in school.on_roll(step)}
    events = school.events(step)
    assert events.left == {i for i, p in was.items() if p.year_code == years[-1]}
    assert events.moved_up == was.keys() - events.left
    for who in events.moved_up:
        assert years.index(now[who].year_code) == years.index(was[who].year_code) + 1
    assert {now[who].year_code for who in events.started} == {"N2", "R"}
    assert {p.class_name for p in now.values()} == set(school.layout.class_names)


def test_a_class_moves_up_as_a_class() -> None:
    school = School(420, today=TODAY)
    was = {p.id for p in school.on_roll(2) if p.class_name == "4A"}
    assert was == {p.id for p in school.on_roll(3) if p.class_name == "5A"}


@pytest.mark.parametrize("pupils", [240, 420, 1210])
def test_the_roll_stays_the_same_over_a_rollover(pupils: int) -> None:
    assert len(School(pupils, today=TODAY).on_roll(3)) == pupils


def test_a_tiny_school_gets_its_share() -> None:
    events = School(50, today=TODAY).events(1)
    assert [len(events.left), len(events.vanished), len(events.started)] == [6, 1, 16]


def test_dates_of_events_do_not_change_later() -> None:
    school = School(240, today=TODAY)
    ends = {p.id: p.end_date for p in school.left(1)}
    later = {p.id: p.end_date for p in school.left(9)}
    returned = school.events(2).returned | school.events(5).returned | school.events(8).returned
    assert all(later[who] == end for who, end in ends.items() if who not in returned)


def test_own_dates() -> None:
    began = date(2025, 9, 23)
    days = [began, date(2026, 3, 1), date(2026, 5, 1), date(2026, 9, 1)]
    school = School(240, dates=lambda step: days[min(step, 3)], today=TODAY)
    assert all(p.start_date <= began for p in school.on_roll(0))
    assert {p.end_date for p in school.left(3)} >= {days[1], days[3]}
    assert [year.name for year in school.academic_years(3)] == ["2025/2026", "2026/2027"]


@pytest.mark.parametrize("today", [date(2026, 9, 1), date(2026, 8, 31), date(2027, 1, 5), date(2024, 2, 29)])
@pytest.mark.parametrize("ago", [70, 430])
def test_exactly_one_academic_year_holds_today(today: date, ago: int) -> None:
    def dates(step: int) -> date:
        return today - timedelta(days=max(1, ago - 40 * step))

    numbers = []
    for step in range(10):
        years = academic_years(dates, step, today)
        assert [year.start <= today <= year.end for year in years] == [False, True]
        assert years[0].start <= years[0].end < years[1].start
        assert years[0].end.month == 7 or years[0].end == years[1].start - timedelta(days=1)
        assert (years[1].end.month, years[1].end.day) == ((8, 31) if today.month == 8 else (7, 21))
        numbers.append(years[1].id)
    assert Counter(numbers) == Counter({22: 3, 23: 3, 24: 3, 25: 1})


def test_usual_dates_lead_up_to_yesterday() -> None:
    dates = step_dates(TODAY)
    days = [dates(step) for step in range(30)]
    assert days == sorted(days)
    assert days[-1] == TODAY - timedelta(days=1)
    assert len(set(days[:10])) == 10
