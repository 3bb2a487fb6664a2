"""What people chose and every later run respects, in words, so that it can be seen and taken back."""

from collections.abc import Iterable

from msgspec import Struct

from marktui.connectors.mis import MisClass, MisPerson, MisYearGroup
from marktui.hub.error import UsageError
from marktui.hub.hub import Hub
from marktui.hub.kind import Kind
from marktui.hub.school import Choices, Tick, Unmatch
from marktui.sync.reading import Reading

Choice = Tick | Unmatch
"""One remembered choice."""


class Remembered(Struct, frozen=True, kw_only=True):
    """One choice as a person reads it."""

    number: int
    """Its place in the present list, from 1 on; another one once a choice before it was taken back."""
    kind: Kind
    connector: str
    mis_id: str
    record_id: str | None
    """The record that the row is kept apart from; None for a tick."""
    name: str | None
    """Whom or what it concerns; None where neither the hub nor the last reading tells."""
    words: str
    """What was chosen, as a sentence."""
    choice: Choice
    """The choice itself, for taking it back."""


def remembered(hub: Hub, reading: Reading | None = None) -> tuple[Remembered, ...]:
    """Every remembered choice, ticks first, each list in the order in which the hub keeps it.

    Args:
        hub: The hub.
        reading: What was read last, if it is still at hand; it knows the names of rows without a record.
    """
    names = _names(hub, reading)
    every: tuple[Choice, ...] = (*hub.choices.ticks, *hub.choices.unmatched)
    return tuple(_told(hub, number, one, names) for number, one in enumerate(every, start=1))


def numbered(hub: Hub, numbers: Iterable[int]) -> tuple[Choice, ...]:
    """The choices with some numbers of the present list; each counts once.

    Args:
        hub: The hub.
        numbers: Their numbers in `remembered`.

    Raises:
        UsageError: There is no choice of that number.
    """
    known = {one.number: one.choice for one in remembered(hub)}
    for number in numbers:
        if number not in known:
            raise UsageError(f"There is no choice {number}.", "See the numbers: marktui choices.")
    return tuple(known[number] for number in dict.fromkeys(numbers))


def without(choices: Choices, gone: Iterable[Choice]) -> Choices:
    """Choices without some of them.

    Args:
        choices: What is remembered.
        gone: What shall be forgotten.

    Raises:
        UsageError: One of them is not remembered; all stay.
    """
    taken = set(gone)
    if taken - {*choices.ticks, *choices.unmatched}:
        raise UsageError("That choice is not remembered any more.", "See what is: marktui choices.")
    return Choices(
        ticks=tuple(one for one in choices.ticks if one not in taken),
        unmatched=tuple(one for one in choices.unmatched if one not in taken),
    )


def as_choices(some: Iterable[Choice]) -> Choices:
    """Single choices as the history tells them."""
    every = list(some)
    return Choices(
        ticks=tuple(one for one in every if isinstance(one, Tick)),
        unmatched=tuple(one for one in every if isinstance(one, Unmatch)),
    )


def _told(hub: Hub, number: int, one: Choice, names: dict[tuple[Kind, str, str], str]) -> Remembered:
    key = (one.kind, one.connector, one.mis_id)
    record = hub.record(one.record_id) if isinstance(one, Unmatch) else None
    name = names.get(key) or (one.word if isinstance(one, Tick) else None)
    if isinstance(one, Tick):
        words = _tick_words(one)
    else:
        other = f"{record.label} ({record.id})" if record else one.record_id
        words = f"Not the same as {other}: the two were unmatched."
    return Remembered(
        number=number,
        kind=one.kind,
        connector=one.connector,
        mis_id=one.mis_id,
        record_id=one.record_id if isinstance(one, Unmatch) else None,
        name=name,
        words=words,
        choice=one,
    )


def _tick_words(tick: Tick) -> str:
    if tick.kind in (Kind.CLASS, Kind.YEAR_GROUP):
        return "Set up, though it starts un-ticked." if tick.ticked else "Not set up: un-ticked by hand."
    return "Imported, though it starts un-ticked." if tick.ticked else "Not imported: un-ticked by hand."


def _names(hub: Hub, reading: Reading | None) -> dict[tuple[Kind, str, str], str]:
    """The names of rows, by kind, connector and MIS id; of a linked one the hub's."""
    names: dict[tuple[Kind, str, str], str] = {}
    for kind, rows in (reading.rows if reading else {}).items():
        for row in rows:
            match row:
                case MisPerson(first_name=first, last_name=last):
                    name = " ".join(part for part in (first, last) if part)
                case MisClass(name=name) | MisYearGroup(name=name):
                    pass
                case _:
                    continue
            names[kind, reading.connector if reading else "", row.mis_id] = name
    linked = ((kind, one) for kind in Kind for one in hub.records(kind).values() if one.link)
    names |= {(kind, one.link.connector, one.link.mis_id): one.label for kind, one in linked if one.link}
    return names
