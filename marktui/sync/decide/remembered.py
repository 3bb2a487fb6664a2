"""The choices that every later run follows, in words, so that a person can see and undo them."""

from collections.abc import Iterable

from msgspec import Struct

from marktui.connectors.mis import InvalidRow
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.intake import school_year
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import SeeChoices
from marktui.hub.model.record import usual_year_name
from marktui.hub.model.school import (
    Choices,
    ClassChoice,
    Intake,
    MatchChoice,
    TickChoice,
    UnmatchChoice,
    YearChoice,
    row_of_key,
)
from marktui.hub.model.time import day_words
from marktui.sync.model.reading import Reading

Choice = TickChoice | UnmatchChoice | MatchChoice | Intake | YearChoice | ClassChoice
"""One remembered choice."""


class Remembered(Struct, frozen=True, kw_only=True):
    """One choice as a person reads it."""

    number: int
    """Its place in the present list, from 1 on; it changes if an earlier choice is undone."""
    kind: Kind
    connector: str
    mis_id: str | None
    """The row; None for the school year."""
    record_id: str | None
    """The record that the row is or is not matched to, if any."""
    name: str | None
    """The name of the person or group; None if neither the hub nor the last reading has it."""
    words: str
    """What was chosen, as a sentence."""
    choice: Choice
    """The choice itself, for undoing it."""


def remembered(hub: Hub, reading: Reading | None = None) -> tuple[Remembered, ...]:
    """Every remembered choice: ticks, pairs, the school year, years and names of groups.

    Args:
        reading: What was read last, if available, for the names of rows without a record.
    """
    names = _names(hub, reading)
    return tuple(
        _remembered(hub, number, one, names) for number, one in enumerate(every_choice(hub.choices), start=1)
    )


def numbered(hub: Hub, numbers: Iterable[int]) -> tuple[Choice, ...]:
    """The choices with these numbers of the present list, each once."""
    known = {one.number: one.choice for one in remembered(hub)}
    for number in numbers:
        if number not in known:
            raise UsageError(f"There is no choice {number}.", next=SeeChoices())
    return tuple(known[number] for number in dict.fromkeys(numbers))


def without(choices: Choices, gone: Iterable[Choice]) -> Choices:
    """The choices without these."""
    taken = set(gone)
    if taken.difference(every_choice(choices)):
        raise UsageError("That choice is not remembered any more.", next=SeeChoices())
    return Choices(
        ticks=tuple(one for one in choices.ticks if one not in taken),
        unmatched=tuple(one for one in choices.unmatched if one not in taken),
        matched=tuple(one for one in choices.matched if one not in taken),
        intake=None if choices.intake in taken else choices.intake,
        years=tuple(one for one in choices.years if one not in taken),
        classes=tuple(one for one in choices.classes if one not in taken),
    )


def as_choices(some: Iterable[Choice]) -> Choices:
    """Single choices in the form of the history."""
    every = list(some)
    return Choices(
        ticks=tuple(one for one in every if isinstance(one, TickChoice)),
        unmatched=tuple(one for one in every if isinstance(one, UnmatchChoice)),
        matched=tuple(one for one in every if isinstance(one, MatchChoice)),
        intake=next((one for one in every if isinstance(one, Intake)), None),
        years=tuple(one for one in every if isinstance(one, YearChoice)),
        classes=tuple(one for one in every if isinstance(one, ClassChoice)),
    )


def kind_of(choice: Choice) -> Kind:
    """What a choice is about."""
    match choice:
        case Intake() | YearChoice():
            return Kind.YEAR_GROUP
        case ClassChoice():
            return Kind.CLASS
    return choice.kind


def every_choice(choices: Choices) -> tuple[Choice, ...]:
    """Each single choice, in the order of the list."""
    intakes = (choices.intake,) if choices.intake else ()
    return (
        *(*choices.ticks, *choices.unmatched, *choices.matched, *intakes),
        *(*choices.years, *choices.classes),
    )


def _remembered(hub: Hub, number: int, one: Choice, names: dict[tuple[Kind, str, str], str]) -> Remembered:
    name, words = _named(hub, one, names)
    return Remembered(
        number=number,
        kind=kind_of(one),
        connector=one.connector,
        mis_id=None if isinstance(one, Intake) else one.mis_id,
        record_id=one.record_id if isinstance(one, (UnmatchChoice, MatchChoice)) else None,
        name=name,
        words=words,
        choice=one,
    )


def _named(hub: Hub, one: Choice, names: dict[tuple[Kind, str, str], str]) -> tuple[str | None, str]:
    """The name of what a choice is about, and what was chosen."""
    match one:
        case Intake(year=year, on=day):
            said = "this year" if year == day.year else "last year"
            return f"School year {school_year(year)}", f"Started {said}, as decided on {day_words(day)}."
        case TickChoice():
            return names.get((one.kind, one.connector, one.mis_id)) or one.word, _tick_words(one)
        case YearChoice(name=name, code=code, school_year=start):
            until = f" in the school year {school_year(start)}" if start is not None else ""
            return name, f"Is {usual_year_name(code)} (code {code}){until}, as decided."
        case ClassChoice(mis_name=mis_name, name=name):
            return mis_name, f"Is called {name} in the hub: the MIS has several classes called {mis_name}."
    known = names.get((one.kind, one.connector, one.mis_id))
    other = _other(hub, one, names)
    if isinstance(one, MatchChoice):
        return known, f"The same as {other}: the next sync matches the two."
    return known, f"Not the same as {other}: the two were unmatched."


def _other(hub: Hub, one: UnmatchChoice | MatchChoice, names: dict[tuple[Kind, str, str], str]) -> str:
    """What a row is or is not the same as: a record, or another row."""
    mis_id = row_of_key(one.record_id)
    if mis_id is not None:
        name = names.get((one.kind, one.connector, mis_id))
        return f"{name} (MIS id {mis_id})" if name else f"the row with the MIS id {mis_id}"
    record = hub.record(one.record_id)
    return f"{record.label} ({record.id})" if record else one.record_id


def _tick_words(tick: TickChoice) -> str:
    if tick.kind in (Kind.CLASS, Kind.YEAR_GROUP):
        return "Set up, though it starts un-ticked." if tick.ticked else "Not set up: un-ticked by hand."
    return "Imported, though it starts un-ticked." if tick.ticked else "Not imported: un-ticked by hand."


def _names(hub: Hub, reading: Reading | None) -> dict[tuple[Kind, str, str], str]:
    """The names of rows, by kind, connector and MIS id; for linked rows the name in the hub."""
    names: dict[tuple[Kind, str, str], str] = {}
    for kind, rows in (reading.rows if reading else {}).items():
        for row in rows:
            if not isinstance(row, InvalidRow):
                names[kind, reading.connector if reading else "", row.mis_id] = row.name
    linked = ((kind, one) for kind in Kind for one in hub.records(kind).values() if one.link)
    names |= {(kind, one.link.connector, one.link.mis_id): one.label for kind, one in linked if one.link}
    return names
