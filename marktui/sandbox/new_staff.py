"""Invents the staff, teaching and not."""

import unicodedata
from datetime import date, timedelta
from random import Random

from marktui.sandbox.names import BOYS, FAMILIES, GIRLS
from marktui.sandbox.person import Staff

DOMAIN = "ashgrove.example"
FIRST_STAFF_ID = 71
_TITLES = {"F": ("Mrs", "Ms", "Miss", "Ms", "Dr"), "M": ("Mr", "Mr", "Mr", "Dr", "Mx")}
_NAMED = (
    ("Siobhán", "O'Neill"),
    ("René", "d'Aubigny"),
    ("Amy-Jo", "Wright-Khan"),
    ("Kit [Christopher]", "Vale"),
)


def invent_staff(pupils: int, rng: Random, day: date) -> tuple[tuple[Staff, ...], tuple[Staff, ...]]:
    """The present staff of a school of this size, and those who have left."""
    count = 12 + pupils // 12
    emails: set[str] = set()
    codes: set[str] = set()
    people = [_person(number, rng, day, emails, codes) for number in range(count + 3)]
    return tuple(people[3:]), tuple(people[:3])


def _person(number: int, rng: Random, day: date, emails: set[str], codes: set[str]) -> Staff:
    woman = rng.random() < 0.7
    first, last = rng.choice(GIRLS if woman else BOYS), rng.choice(FAMILIES)
    if 5 <= number < 5 + len(_NAMED):
        first, last = _NAMED[number - 5]
    teaching = number % 9 < 5
    start = day - timedelta(days=200 + rng.randrange(6000))
    return Staff(
        id=FIRST_STAFF_ID + number,
        mis_id=str(301 + number),
        staff_code=_unused((_plain(first)[:1] + _plain(last)[:2]).upper(), codes),
        title=rng.choice(_TITLES["F" if woman else "M"]),
        first_name=first,
        last_name=last,
        email=None if number % 9 == 8 else _address(first, last, emails),
        teaching=teaching,
        start_date=start,
        end_date=day - timedelta(days=20 + 70 * number) if number < 3 else None,
    )


def _address(first: str, last: str, taken: set[str]) -> str:
    name = _unused(f"{_plain(first)[:1]}.{_plain(last)}".lower(), taken)
    return f"{name}@{DOMAIN}"


def _unused(wish: str, taken: set[str]) -> str:
    name, turn = wish, 1
    while name in taken:
        turn += 1
        name = f"{wish}{turn}"
    taken.add(name)
    return name


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name)
    return "".join(sign for sign in letters if sign.isascii() and sign.isalpha())
