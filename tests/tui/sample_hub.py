"""A believable hub of invented people, awkward names and leavers among them."""

import unicodedata
from collections.abc import Iterator
from datetime import date

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import (
    Access,
    AccountType,
    Desync,
    Link,
    Pupil,
    Reason,
    SchoolClass,
    Teacher,
    YearGroup,
)
from marktui.hub.model.school import Account, Connection, School

TODAY = date(2026, 9, 14)
"""The day on which the hub below is looked at."""
SINCE = date(2026, 9, 1)
"""The day of the run that found the leavers."""

_FIRST = (
    "Amal",
    "Ben",
    "Chioma",
    "Dylan",
    "Elsie",
    "Fatima",
    "Gethin",
    "Hana",
    "Idris",
    "Joy",
    "Kai",
    "Lola",
)
_LAST = (
    "Ahmed",
    "Baker",
    "Carr",
    "Desai",
    "Eze",
    "Fox",
    "Gill",
    "Hale",
    "Iqbal",
    "Jones",
    "Khan",
    "Lowe",
    "Moore",
)
AWKWARD = (
    ("Sam [samuel]", "Price"),
    ("[/b]", "Bracket"),
    ("愛", "山田"),
    ("Jose\u0301", "Nu\u0301n\u0303ez"),
    ("Q\u0323\u0301", "Combining"),
    ("Anne-Marie Wilhelmina", "Featherstonehaugh-Cholmondeley"),
    ("", "O'Brien"),
)
_LEAVERS = (
    Desync(SINCE, Reason.LEFT, date(2026, 7, 12)),
    Desync(SINCE, Reason.GONE),
    Desync(SINCE, Reason.OUT_OF_RANGE),
)


def a_hub(pupils: int = 60, *, leavers: int = 3, resync_pupils: bool = False) -> Hub:
    """A primary school, set up and synced.

    Args:
        pupils: How many pupils there are in all, the awkward ones and the leavers included.
        leavers: How many of them are de-synced; one teacher is besides, if any pupil is.
        resync_pupils: Whether year groups or classes changed since pupils were saved.
    """
    return Hub(
        next_record=100_000 + pupils,
        school=School("Ashgrove Primary", "100123"),
        accounts=(Account("jsmith", "r1"), Account("tadmin", "r2")),
        connection=Connection("assembly", {}, "Ashgrove Primary"),
        last_connector="assembly",
        saved=tuple(Kind),
        resync_pupils=resync_pupils,
        teachers={teacher.id: teacher for teacher in _teachers(left=leavers > 0)},
        year_groups={year.id: year for year in _years()},
        classes={one.id: one for one in _classes()},
        pupils={pupil.id: pupil for pupil in _pupils(pupils, leavers)},
    )


def _teachers(*, left: bool) -> Iterator[Teacher]:
    yield Teacher(
        id="r1",
        first_name="Jo",
        last_name="Smith",
        email="jo.smith@ashgrove.example",
        account_type=AccountType.ACCESS_COORDINATOR,
    )
    yield Teacher(
        id="r2",
        link=Link("assembly", "7001"),
        first_name="Tariq",
        last_name="Aziz",
        email="t.aziz@ashgrove.example",
        mis_email="tariq.aziz@ashgrove.example",
        account_type=AccountType.TEACHER_ADMIN,
    )
    yield Teacher(
        id="r3",
        link=Link("assembly", "7002"),
        desync=Desync(SINCE, Reason.LEFT, date(2026, 8, 31)) if left else None,
        first_name="Gwen",
        last_name="Doyle",
        email="g.doyle@ashgrove.example",
        mis_email="g.doyle@ashgrove.example",
    )


def _years() -> Iterator[YearGroup]:
    for number, code in enumerate(("R", "1", "2", "3", "4", "5", "6"), start=10):
        name = "Reception" if code == "R" else f"Year {code}"
        yield YearGroup(id=f"r{number}", link=Link("assembly", code), code=code, name=name)


def _classes() -> Iterator[SchoolClass]:
    for number, name in enumerate(("RA", "1A", "2A", "3A", "4A", "4B", "5A", "6A"), start=20):
        yield SchoolClass(id=f"r{number}", link=Link("assembly", str(300 + number)), name=name)
    yield SchoolClass(id="r29", name="Chess club", description="Made by hand, Thursdays")


def _pupils(count: int, leavers: int) -> Iterator[Pupil]:
    for number in range(count):
        first, last = _name(number)
        place = number % 8
        linked = number % 20 != 19 or number < leavers
        left = number < leavers
        yield Pupil(
            id=f"r{100 + number}",
            link=Link("assembly", str(5000 + number)) if linked else None,
            desync=_LEAVERS[number % 3] if left else None,
            first_name=first,
            last_name=last,
            access=list(Access)[number % 3] if left else Access.WITH_ACCESS,
            deleting_on=date(2027, 3, 1) if left and number % 3 == 2 else None,
            upn=_upn(number) if linked else None,
            date_of_birth=date(2015, 1 + number % 12, 1 + number % 28),
            year_group=("R", "1", "2", "3", "4", "4", "5", "6")[place],
            class_id=f"r{20 + place}",
        )


def _name(number: int) -> tuple[str, str]:
    awkward = number - 5
    if 0 <= awkward < len(AWKWARD):
        first, last = AWKWARD[awkward]
        return unicodedata.normalize("NFC", first), unicodedata.normalize("NFC", last)
    return _FIRST[number % len(_FIRST)], _LAST[number * 7 % len(_LAST)]


def _upn(number: int) -> str:
    digits = f"8012000{number:05}"
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    return letters[sum(place * int(digit) for place, digit in enumerate(digits, start=2)) % 23] + digits
