"""Lists are in order, and narrowing them is a value."""

from collections.abc import Iterable
from datetime import date

import pytest

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import (
    Access,
    Desync,
    Link,
    Pupil,
    Reason,
    Record,
    SchoolClass,
    Teacher,
    YearGroup,
    year_order,
)
from marktui.hub.model.roster import (
    class_membership,
    containing,
    leavers,
    roster,
    search_text,
    year_membership,
)
from marktui.hub.model.school import School
from marktui.hub.model.text import unaccented

GONE = Desync(date(2026, 9, 1), Reason.GONE)
LINK = Link("assembly", "7")
RECORDS: list[Record] = [
    Pupil(id="p3", first_name="Zoë", last_name="ahmed", upn="B801200005001", link=LINK, year_group="4"),
    Pupil(
        id="p2", first_name="Amal", last_name="Ahmed", link=LINK, desync=GONE, year_group="4", class_id="c2"
    ),
    Pupil(id="p1", first_name="amal", last_name="AHMED", year_group="R", class_id="c1"),
    Pupil(id="p4", first_name="Bo", last_name="Abel", access=Access.WITHOUT_ACCESS, class_id="c2"),
    Teacher(id="t1", first_name="Gwen", last_name="Aaron", link=LINK, desync=GONE, email="gwen@ash.example"),
    SchoolClass(id="c2", name="4B"),
    SchoolClass(id="c1", name="Hedgehogs", description="Reception"),
    SchoolClass(id="c0", name="Art club"),
    *(
        YearGroup(id=f"y{n}", code=code, name=code)
        for n, code in enumerate(["10", "R", "2", "N2", "N1", "1"])
    ),
]
HUB = Hub(school=School("Ashgrove")).with_records(RECORDS)


def ids(records: Iterable[Record]) -> list[str]:
    return [record.id for record in records]


def found(hub: Hub, kind: Kind, text: str) -> list[str]:
    return ids(containing(roster(hub, kind), text, lambda one: search_text(hub, one)))


def test_people_come_by_last_name_first_name_and_id() -> None:
    assert ids(roster(HUB, Kind.PUPIL)) == ["p4", "p1", "p2", "p3"]


def test_order_does_not_hang_on_the_hub() -> None:
    other = Hub(school=School("Ashgrove")).with_records(reversed(RECORDS))
    for kind in Kind:
        assert ids(roster(other, kind)) == ids(roster(HUB, kind))


def test_year_groups_come_in_school_order() -> None:
    codes = [r.code for r in roster(HUB, Kind.YEAR_GROUP) if isinstance(r, YearGroup)]
    assert codes == ["N1", "N2", "R", "1", "2", "10"]
    assert year_order("13") < year_order("odd") < year_order(None)


def test_classes_come_by_their_youngest_year_and_empty_ones_last() -> None:
    assert ids(roster(HUB, Kind.CLASS)) == ["c1", "c2", "c0"]


def test_leavers_are_the_desynced_people_of_both_kinds() -> None:
    assert [one.id for one in leavers(HUB)] == ["t1", "p2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ahm", ["p1", "p2", "p3"]),
        ("AHMED zoe\u0308", ["p3"]),
        ("zoe ahmed", ["p3"]),
        ("ZO\u00c9", ["p3"]),
        ("b8012", ["p3"]),
        ("4b bo", ["p4"]),
        ("!ahm", ["p4"]),
        ("!4b", ["p1", "p3"]),
        ("", ["p4", "p1", "p2", "p3"]),
        ("!", ["p4", "p1", "p2", "p3"]),
        ("nobody", []),
    ],
)
def test_text_is_looked_for_in_what_a_row_shows(text: str, expected: list[str]) -> None:
    assert found(HUB, Kind.PUPIL, text) == expected


@pytest.mark.parametrize(
    ("text", "typed"),
    [("\u0141ukasz S\u00f8rens\u00f6n", "lukasz sorenson"), (" \u00c6thelstan ", "aethelstan")],
)
def test_letters_that_few_keyboards_have_are_found_without_them(text: str, typed: str) -> None:
    assert unaccented(text) == typed


def test_text_is_looked_for_in_every_kind() -> None:
    assert found(HUB, Kind.TEACHER, "gwen@ash") == ["t1"]
    other = HUB.with_records([HUB.teachers["t1"].with_(mis_email="g.aaron@ash.example")])
    for words in ("differs", "g.aaron"):
        assert found(other, Kind.TEACHER, words) == ["t1"]
        assert found(HUB, Kind.TEACHER, words) == []
    assert found(HUB, Kind.CLASS, "reception") == ["c1"]
    assert found(HUB, Kind.YEAR_GROUP, "n1") == ["y4"]


def test_membership_counts_leavers_apart() -> None:
    classes, years = class_membership(HUB), year_membership(HUB)
    assert (classes["c2"].pupils, classes["c2"].leavers, classes["c2"].years) == (2, 1, ("4",))
    assert (years["4"].pupils, years["4"].leavers) == (2, 1)
    assert "c0" not in classes


def test_numbers_are_told_in_words() -> None:
    assert Kind.CLASS.counted(1) == "1 class"
    assert Kind.YEAR_GROUP.counted(2) == "2 year groups"
    assert Kind.PUPIL.counted(1210) == "1,210 pupils"
