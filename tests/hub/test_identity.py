"""Two people are compared fact by fact, and what one side does not know says nothing."""

from datetime import date
from typing import NamedTuple

import pytest

from marktui.hub.model.record import Link, Person, Pupil, Teacher
from marktui.hub.people.identity import Identifier, Identity, identity_of, is_same
from marktui.hub.people.placeholder_name import stands_for_nobody

BORN = date(2015, 5, 5)
UPN = "B801200005001"
ANA = Pupil(id="p1", first_name="Ana", last_name="Reis", upn=UPN, date_of_birth=BORN, link=Link("arbor", "7"))
JO = Teacher(id="t1", first_name="Jo", last_name="Fox", email="Jo@ash.example", mis_email="j.fox@ash.example")
FIRST, LAST, BIRTH = Identifier.FIRST_NAME, Identifier.LAST_NAME, Identifier.BIRTH_DATE


class Compared(NamedTuple):
    same: tuple[Identifier, ...]
    differing: tuple[Identifier, ...]


def compare(one: Identity, other: Identity) -> Compared:
    answers = {fact: is_same(fact, one, other) for fact in Identifier if fact is not Identifier.NAME}
    return Compared(
        tuple(fact for fact, same in answers.items() if same),
        tuple(fact for fact, same in answers.items() if same is False),
    )


def compared(one: Person, other: Person) -> Compared:
    return compare(identity_of(one), identity_of(other))


@pytest.mark.parametrize(
    "same",
    [
        ANA.with_(first_name=" ANA", last_name="re\u00adis"),
        ANA.with_(first_name="a\u200bna", last_name="Reis\u00a0"),
        ANA.with_(upn="b801 2000 05001"),
    ],
)
def test_what_is_only_written_in_another_way_is_the_same(same: Pupil) -> None:
    assert compared(ANA, same) == Compared((Identifier.MIS_ID, Identifier.UPN, FIRST, LAST, BIRTH), ())


@pytest.mark.parametrize(
    ("other", "differing"),
    [
        (ANA.with_(last_name="Fox"), (LAST,)),
        (ANA.with_(first_name="Anna", date_of_birth=date(2015, 5, 6)), (FIRST, BIRTH)),
        (ANA.with_(upn="X00180001701A", link=Link("arbor", "8")), (Identifier.MIS_ID, Identifier.UPN)),
        (ANA.with_(upn=None, last_name="", date_of_birth=None, link=None), ()),
        (ANA.with_(upn="A801200005001"), ()),
        *((ANA.with_(date_of_birth=filler), ()) for filler in (date(1900, 1, 1), date(1, 1, 1))),
    ],
)
def test_what_differs_is_told_and_what_is_unknown_is_not(
    other: Pupil, differing: tuple[Identifier, ...]
) -> None:
    assert compared(ANA, other).differing == compared(other, ANA).differing == differing


@pytest.mark.parametrize(
    ("email", "verdict"),
    [
        ("jo@ASH.example", True),
        ("J.Fox@ash.example", True),
        ("jo.fox@ash.example", False),
        ("n/a", None),
        (None, None),
    ],
)
def test_a_teacher_has_the_address_of_the_hub_and_that_of_the_mis(
    email: str | None, verdict: bool | None
) -> None:
    found = compared(JO, JO.with_(email=email, mis_email=None))
    assert (Identifier.EMAIL in found.same, Identifier.EMAIL in found.differing) == (
        verdict is True,
        verdict is False,
    )


def test_nothing_is_known_of_nobody() -> None:
    assert compare(Identity(), identity_of(ANA)) == Compared((), ())


def test_a_name_stands_for_nobody_only_as_a_whole() -> None:
    nobody = [
        "Test Pupil",
        "Pupil Test2",
        "ZZ Test",
        "Zzz zzz",
        "Do Not Use",
        "DO NOT USE Smith",
        "Dummy Student",
    ]
    somebody = [
        "Sarah Test",
        "Tester Smith",
        "Dummy Perera",
        "Lee Child",
        "An Otherton",
        "Zz Smith",
        "Xx Li",
        "Tess",
    ]
    assert [name for name in [*nobody, "A. N. Other", "Test"] if not stands_for_nobody(name)] == []
    assert [name for name in somebody if stands_for_nobody(name)] == []
