import unicodedata
from collections import Counter
from datetime import date

import pytest

from marktui.sandbox.names import PLANNED_LEAVER, PLANNED_STARTER, SHARED, TWINS
from marktui.sandbox.school import School
from marktui.sandbox.upn import LETTERS, check_letter

TODAY = date(2026, 11, 23)
SIZES = (60, 120, 420, 1210)


def everybody(school: School, step: int = 0) -> list[object]:
    state = school.state(step)
    return [*state.roll, *state.left, *state.ahead, *school.staff, *school.staff_left]


@pytest.mark.parametrize("pupils", SIZES)
def test_the_size_is_the_roll_at_step_0(pupils: int) -> None:
    assert len(School(pupils, today=TODAY).on_roll(0)) == pupils


@pytest.mark.parametrize("pupils", range(10, 130, 7))
def test_small_schools_play_through(pupils: int) -> None:
    assert School(pupils, today=TODAY).state(9).roll


def test_the_same_arguments_give_the_same_school() -> None:
    one, other = School(120, 3, today=TODAY), School(120, 3, today=TODAY)
    assert one.state(7) == other.state(7)
    assert one.staff == other.staff


def test_the_order_of_asking_does_not_matter() -> None:
    one, other = School(120, 3, today=TODAY), School(120, 3, today=TODAY)
    late = one.state(5)
    assert [other.state(step) for step in range(6)][5] == late


def test_another_seed_gives_other_people() -> None:
    one, other = School(120, 1, today=TODAY), School(120, 2, today=TODAY)
    assert [p.last_name for p in one.on_roll(0)] != [p.last_name for p in other.on_roll(0)]


def test_leavers_of_former_years_change_nobody_else() -> None:
    without, having = School(120, 3, today=TODAY), School(120, 3, today=TODAY, leaver_years=5)
    assert without.on_roll(0) == having.on_roll(0)
    former = having.left(0)[len(without.left(0)) :]
    assert having.left(0)[: len(without.left(0))] == without.left(0)
    assert {pupil.end_date for pupil in former} == {date(year, 7, 21) for year in range(2022, 2027)}
    for pupil in former:
        assert pupil.end_date
        born = pupil.end_date.year - 12
        assert date(born, 9, 1) <= pupil.date_of_birth <= date(born + 1, 8, 31)
        assert pupil.start_date < pupil.end_date
    assert len({pupil.id for pupil in (*having.on_roll(6), *having.left(6))}) == len(
        having.on_roll(6) + having.left(6)
    )


def test_leavers_are_kept_for_20_years_at_most() -> None:
    with pytest.raises(ValueError, match="0 to 20"):
        School(120, leaver_years=21)


def test_there_is_no_step_below_0_and_no_tiny_school() -> None:
    with pytest.raises(ValueError, match="no step -1"):
        School(120).state(-1)
    with pytest.raises(ValueError, match="between"):
        School(3)


@pytest.mark.parametrize("upn", ["B801200005001", "X00180001701A"])
def test_check_letters_of_published_examples(upn: str) -> None:
    assert check_letter(upn[1:]) == upn[0]


@pytest.mark.parametrize("pupils", SIZES)
@pytest.mark.parametrize("step", [0, 3])
def test_upns_are_right_and_unique(pupils: int, step: int) -> None:
    state = School(pupils, today=TODAY).state(step)
    known = [p.upn for p in (*state.roll, *state.left, *state.ahead)]
    upns = [upn for upn in known if upn]
    assert all(upn[0] in LETTERS and check_letter(upn[1:]) == upn[0] and len(upn) == 13 for upn in upns)
    assert len(set(upns)) == len(upns)


def test_some_upns_are_missing_and_some_temporary() -> None:
    upns = [pupil.upn for pupil in School(420, today=TODAY).on_roll(0)]
    assert upns.count(None)
    assert any(upn and upn[-1].isalpha() for upn in upns)


@pytest.mark.parametrize("pupils", SIZES)
def test_ids_and_numbers_are_unique(pupils: int) -> None:
    state = School(pupils, today=TODAY).state(4)
    known = (*state.roll, *state.left, *state.ahead, *state.vanished)
    for numbers in ([p.id for p in known], [p.mis_id for p in known], [p.pan for p in known]):
        assert len(set(numbers)) == len(known)


@pytest.mark.parametrize("step", range(7))
def test_only_the_planned_dates_lie_ahead(step: int) -> None:
    school = School(420, today=TODAY)
    leaver, starter = school.planned_leaver(step), school.planned_starter(step)
    assert (leaver.first_name, leaver.last_name) == PLANNED_LEAVER
    assert (starter.first_name, starter.last_name) == PLANNED_STARTER
    assert leaver.end_date
    assert leaver.end_date > TODAY
    assert starter.start_date > TODAY
    for person in everybody(school, step):
        assert person is starter or person.start_date < TODAY  # type: ignore[attr-defined]
        end = person.end_date  # type: ignore[attr-defined]
        assert person is leaver or end is None or end < TODAY


def test_the_plan_to_leave_is_handed_on_for_ever() -> None:
    school = School(60, today=TODAY)
    for step in range(40):
        assert sum(1 for pupil in school.on_roll(step) if pupil.end_date) == 1


@pytest.mark.parametrize("pupils", [120, 420, 1210])
def test_awkward_pupils_are_there(pupils: int) -> None:
    roll = School(pupils, today=TODAY).on_roll(0)
    names = Counter((p.first_name, p.last_name) for p in roll)
    assert names[SHARED] == 2
    one, other = (p for p in roll if (p.first_name, p.last_name) == SHARED)
    assert one.date_of_birth != other.date_of_birth
    for first, second, family in TWINS:
        elder, younger = (p for p in roll if (p.first_name in (first, second)) and p.last_name == family)
        assert elder.date_of_birth == younger.date_of_birth
    spelled = ["".join(name) for name in names]
    assert any(unicodedata.normalize("NFC", name) != name for name in spelled)
    assert all(any(sign in name for name in spelled) for sign in "'-[ëŁ明")


@pytest.mark.parametrize(("pupils", "top"), [(420, "6"), (700, "6"), (701, "11"), (1210, "11")])
def test_year_groups_and_classes(pupils: int, top: str) -> None:
    school = School(pupils, today=TODAY)
    assert school.layout.years[:2] == ("N2", "R")
    assert school.layout.years[-1] == top
    assert all(len(school.layout.classes[code]) >= 2 for code in school.layout.mainstream)
    roll = school.on_roll(0)
    sizes = Counter(pupil.class_name for pupil in roll)
    assert set(sizes) == set(school.layout.class_names)
    assert max(sizes.values()) <= 30
    assert all(pupil.class_name in school.layout.classes[pupil.year_code] for pupil in roll)
    assert sum(pupil.year_code == "N2" for pupil in roll) <= max(2, pupils // 50)


@pytest.mark.parametrize(
    ("phase", "years"),
    [
        ("primary", ["N2", "R", *"123456"]),
        ("secondary", ["7", "8", "9", "10", "11", "12", "13"]),
        ("all-through", ["N2", "R", *(str(year) for year in range(1, 12))]),
    ],
)
def test_phases(phase: str, years: list[str]) -> None:
    school = School(300, today=TODAY, phase=phase)
    assert list(school.layout.years) == years
    assert len(school.on_roll(0)) == 300
    for step in range(8):
        roll = school.on_roll(step)
        assert {pupil.year_code for pupil in roll} == set(years)
        assert sum(1 for pupil in roll if pupil.end_date) == 1
        for pupil in roll:
            assert pupil.date_of_birth < pupil.start_date < TODAY
    assert school.planned_starter(0).year_code == school.layout.mainstream[3]
    youngest = [p for p in school.on_roll(0) if p.year_code == school.layout.mainstream[0]]
    assert all((TODAY - pupil.start_date).days < 365 for pupil in youngest)


def test_there_is_no_other_phase() -> None:
    with pytest.raises(ValueError, match="no phase 'middle'"):
        School(300, phase="middle")


def test_nobody_has_anothers_name_and_birth_date() -> None:
    roll = School(1210, today=TODAY).on_roll(4)
    assert len({(p.first_name, p.last_name, p.date_of_birth) for p in roll}) == len(roll)


def test_staff() -> None:
    school = School(210, today=TODAY)
    assert 25 <= len(school.staff) <= 35
    emails = [person.email for person in school.staff + school.staff_left if person.email]
    codes = [person.staff_code for person in school.staff + school.staff_left]
    assert len(set(emails)) == len(emails) < len(codes) == len(set(codes))
    assert {person.teaching for person in school.staff} == {True, False}
    assert all(person.end_date for person in school.staff_left)
