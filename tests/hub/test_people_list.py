"""Which person a line of a list is about: everything that it says has to be so."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Desync, Link, Person, Pupil, Reason, SchoolClass, Teacher
from marktui.hub.model.school import School
from marktui.hub.people.identity import Identifier
from marktui.hub.people.people_list import Line, ListError, people_on_list

GONE = Desync(date(2026, 7, 20), Reason.GONE)
ANA = Pupil(
    id="p000001",
    first_name="Ana",
    last_name="Reis",
    upn="A801200001234",
    date_of_birth=date(2014, 3, 2),
    link=Link("assembly", "0012"),
    desync=GONE,
)
BEN = Pupil(id="p000002", first_name="Ben", last_name="Fox", link=Link("assembly", "13"), desync=GONE)
HERE = Pupil(id="p000003", first_name="Cora", last_name="Gill", link=Link("assembly", "14"))
STAFF = Teacher(
    id="t000004",
    first_name="Tariq",
    last_name="Bell",
    email="t@ash.example",
    mis_email="b@ash.example",
    link=Link("assembly", "15"),
    desync=GONE,
)
HUB = Hub(school=School("Ashgrove"), next_record=99).with_records(
    [ANA, BEN, HERE, STAFF, SchoolClass(id="c000005", name="4A")]
)
W = Identifier
OTHER = " says somebody else, but"


def line(record_id: str = "", /, *says: tuple[Identifier, str], at: int = 1) -> Line:
    return Line(where=f"Line {at} of list.csv", id=record_id, says=says)


@pytest.mark.parametrize(
    "one",
    [
        line(ANA.id),
        line("P000001"),
        line(ANA.id, (W.NAME, " ANA  reis ")),
        line(ANA.id, (W.NAME, "Reis, Ana")),
        line(ANA.id, (W.FIRST_NAME, "A\u200bna"), (W.LAST_NAME, "Reis\u00a0")),
        line(ANA.id, (W.UPN, "a8012 0000 1234")),
        line(ANA.id, (W.MIS_ID, "12")),
        line(ANA.id, (W.MIS_ID, "12.0")),
        line(ANA.id, (W.BIRTH_DATE, "02/03/2014"), (W.BIRTH_DATE, "2 Mar 14")),
        line("", (W.NAME, "ana reis")),
        line("", (W.FIRST_NAME, "Ana"), (W.LAST_NAME, "Reis"), (W.BIRTH_DATE, "2014-03-02")),
        line("", (W.UPN, "A801200001234")),
    ],
)
def test_what_is_so(one: Line) -> None:
    assert [seen.id for seen in people_on_list(HUB, [one])] == [ANA.id]


def test_either_address_of_a_teacher_is_theirs() -> None:
    lines = [line(STAFF.id, (W.EMAIL, "T@ash.example"), (W.EMAIL, "b@ash.example"))]
    assert [seen.id for seen in people_on_list(HUB, lines)] == [STAFF.id]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (line("p000077"), ": there is no record 'p000077' in the hub."),
        (line("p000077", (W.NAME, "Ana")), " says Ana, but there is no record 'p000077' in the hub."),
        (line("x" * 60), f": there is no record '{'x' * 40}...' in the hub."),
        (line("c000005"), ": c000005 is not a teacher or pupil."),
        (line(ANA.id, (W.NAME, "Ben Fox")), " says Ben Fox, but p000001 is Ana Reis (name differs)."),
        (
            line(ANA.id, (W.FIRST_NAME, "Ben"), (W.LAST_NAME, "Fox"), (W.MIS_ID, "13")),
            " says Ben Fox, but p000001 is Ana Reis (first name, last name and MIS id differ).",
        ),
        (
            line(BEN.id, (W.UPN, "A801200001234")),
            " says Ana Reis (p000001), but p000002 is Ben Fox (UPN differs).",
        ),
        (line(BEN.id, (W.BIRTH_DATE, "2014-03-02")), f"{OTHER} p000002 is Ben Fox (birth date differs)."),
        (
            line(ANA.id, (W.EMAIL, "t@ash.example")),
            " says Tariq Bell (t000004), but p000001 is Ana Reis (email differs).",
        ),
        (line(STAFF.id, (W.UPN, "B801200001235")), f"{OTHER} t000004 is Tariq Bell (UPN differs)."),
        (line("", (W.NAME, "Zed Other")), ": nobody in the hub is called Zed Other."),
        (line("", (W.UPN, "B801200001235")), ": nobody in the hub has this UPN."),
        (line("", (W.NAME, "Cora Gill")), ": Cora Gill (p000003) has not left."),
        (
            line("", (W.NAME, "Ana Reis"), (W.MIS_ID, "13")),
            " says Ana Reis, but p000001 is Ana Reis (MIS id differs).",
        ),
        (line("", (W.LAST_NAME, "Reis")), " gives neither an id nor a name."),
        (line(""), " gives neither an id nor a name."),
        (line(ANA.id, (W.BIRTH_DATE, "soon")), ": the birth date cannot be read for certain."),
        (line(ANA.id, (W.MIS_ID, "1.2E+4")), ": the MIS id cannot be read for certain."),
    ],
)
def test_what_is_not_so(one: Line, said: str) -> None:
    with pytest.raises(ListError) as caught:
        people_on_list(HUB, [line(BEN.id), one])
    assert caught.value.message == f"Line 1 of list.csv{said}"


def test_every_fault_of_a_list_is_told_at_once() -> None:
    lines = [
        line(ANA.id, (W.NAME, "Ben Fox"), at=2),
        line(BEN.id, at=3),
        line("p000088", at=4),
        line("", at=5),
    ]
    with pytest.raises(ListError) as caught:
        people_on_list(HUB, lines)
    assert [one.partition(" of ")[0] for one in caught.value.message.splitlines()] == [
        "Line 2",
        "Line 4",
        "Line 5",
    ]


FIRST, LAST = ("Ana", "Ben", "Zoë"), ("Reis", "Fox")


@st.composite
def hubs(draw: st.DrawFn) -> Hub:
    """A few people, among them namesakes, twins and people without this or that."""
    people: list[Person] = []
    for number in range(1, draw(st.integers(2, 6)) + 1):
        is_pupil = draw(st.booleans())
        shared: dict[str, Any] = {
            "first_name": draw(st.sampled_from(FIRST)),
            "last_name": draw(st.sampled_from(LAST)),
            "link": draw(st.sampled_from([None, Link("assembly", str(number))])),
        }
        shared["desync"] = draw(st.sampled_from([None, GONE])) if shared["link"] else None
        born = draw(st.sampled_from([None, date(2014, 3, 2), date(2014, 2, 3)]))
        upn = draw(st.sampled_from([None, f"A80120000{number:04d}"]))
        email = draw(st.sampled_from([None, f"{number}@ash.example"]))
        people.append(
            Pupil(id=f"p{number:06d}", upn=upn, date_of_birth=born, **shared)
            if is_pupil
            else Teacher(id=f"t{number:06d}", email=email, **shared)
        )
    return Hub(school=School("Ashgrove"), next_record=99).with_records(people)


def facts(person: Person) -> dict[Identifier, str]:
    """What is so of a person, as the test itself reads the record."""
    known = {
        W.NAME: f"{person.first_name} {person.last_name}",
        W.FIRST_NAME: person.first_name,
        W.LAST_NAME: person.last_name,
        W.MIS_ID: person.link.mis_id if person.link else "",
        W.UPN: (person.upn or "") if isinstance(person, Pupil) else "",
        W.BIRTH_DATE: str(person.date_of_birth or "") if isinstance(person, Pupil) else "",
        W.EMAIL: (person.email or "") if isinstance(person, Teacher) else "",
    }
    return {what: text for what, text in known.items() if text}


@st.composite
def hubs_and_lists(draw: st.DrawFn) -> tuple[Hub, Sequence[Line]]:
    """A hub, and lines that say something of one person, now and then mixed with somebody else."""
    hub = draw(hubs())
    people = list(hub.people())
    lines = []
    for at in range(1, draw(st.integers(1, 4)) + 1):
        one, other = (draw(st.sampled_from(people)) for _ in range(2))
        known, others = facts(one), facts(other)
        whats = draw(st.sets(st.sampled_from(list(Identifier)), max_size=4))
        mixed = draw(st.sets(st.sampled_from(list(Identifier)), max_size=1))
        texts = {what: (others if what in mixed else known).get(what, "") for what in sorted(whats)}
        record_id = draw(st.sampled_from(["", one.id, one.id, "p000088"]))
        lines.append(line(record_id, *((what, text) for what, text in texts.items() if text), at=at))
    return hub, lines


@given(hubs_and_lists())
def test_no_list_is_about_a_person_whom_it_does_not_name(given_: tuple[Hub, Sequence[Line]]) -> None:
    hub, lines = given_
    meant = [_meant(hub, one) for one in lines]
    if None not in meant:
        assert [seen.id for seen in people_on_list(hub, lines)] == meant
        return
    with pytest.raises(ListError) as caught:
        people_on_list(hub, lines)
    assert len(caught.value.faults) == meant.count(None)


def _meant(hub: Hub, one: Line) -> str | None:
    """The only person a line can be about, by the test's own reading; None where that is not certain."""
    fit = [
        person
        for person in hub.people()
        if all(facts(person).get(what) == text for what, text in one.says) and one.id in ("", person.id)
    ]
    if one.id:
        return fit[0].id if fit else None
    said = dict(one.says)
    is_named = W.NAME in said or W.UPN in said or {W.FIRST_NAME, W.LAST_NAME} <= said.keys()
    return fit[0].id if is_named and len(fit) == 1 and fit[0].desync else None
