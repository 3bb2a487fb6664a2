"""What is remembered after a review: un-ticked rows, unmatched pairs, the years and names of groups."""

from collections.abc import Collection, Iterator

from msgspec import structs

from marktui.connectors.mis import MisClass, MisYearGroup
from marktui.connectors.year_codes import names_a_year
from marktui.hub.model.intake import current_start, remembered_intake, start_year, usual_start
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Link
from marktui.hub.model.school import (
    Choices,
    ClassChoice,
    Intake,
    MatchChoice,
    TickChoice,
    UnmatchChoice,
    YearChoice,
)
from marktui.hub.model.text import fold
from marktui.sync.model.reading import Reading
from marktui.sync.plan.draft import Draft, word_of


def choices_after(draft: Draft) -> Choices:
    """What is remembered once the plan is applied."""
    reading, decisions = draft.reading, draft.decisions
    choices = structs.replace(
        draft.before.choices,
        ticks=_ticks(draft),
        unmatched=_unmatched(draft),
        matched=tuple(_still_to_match(draft)),
        intake=_intake(draft),
    )
    for mis_id, code in decisions.year_codes.items():
        row = draft.row(Kind.YEAR_GROUP, mis_id)
        if isinstance(row, MisYearGroup):
            choices = with_year(choices, year_choice(row, code, reading), reading)
    for mis_id, name in decisions.class_names.items():
        row = draft.row(Kind.CLASS, mis_id)
        if isinstance(row, MisClass):
            choices = with_class(choices, class_choice(row, name, reading))
    return choices


def year_choice(row: MisYearGroup, code: str, reading: Reading) -> YearChoice:
    """The choice that a year group of the MIS is a year."""
    start = start_year(usual_start(reading.today), reading.today)
    school_year = start if names_a_year(row.name) else None
    return YearChoice(reading.connector, row.mis_id, row.name, code, school_year)


def class_choice(row: MisClass, name: str, reading: Reading) -> ClassChoice:
    """The choice that a class of the MIS has a name of its own in the hub."""
    return ClassChoice(reading.connector, row.mis_id, row.mis_name or row.name, name)


def with_choice(choices: Choices, choice: YearChoice | ClassChoice, reading: Reading) -> Choices:
    """Choices with one more, in place of an earlier one for the same group."""
    return (
        with_year(choices, choice, reading) if isinstance(choice, YearChoice) else with_class(choices, choice)
    )


def with_year(choices: Choices, choice: YearChoice, reading: Reading) -> Choices:
    """Choices with one more, in place of an earlier one for the same year group.

    Args:
        reading: What was read; an older choice for the name may be for a year group that is still there.
    """
    present = {row.mis_id for row in reading.rows.get(Kind.YEAR_GROUP, ())}
    others = tuple(one for one in choices.years if not _is_same_group(one, choice, present))
    return structs.replace(choices, years=(*others, choice))


def with_class(choices: Choices, choice: ClassChoice) -> Choices:
    """Choices with one more, in place of an earlier one for the same class or the same name."""
    others = tuple(
        one
        for one in choices.classes
        if one.connector != choice.connector
        or not (one.mis_id == choice.mis_id or fold(one.name) == fold(choice.name))
    )
    return structs.replace(choices, classes=(*others, choice))


def _is_same_group(one: YearChoice, choice: YearChoice, present: Collection[str]) -> bool:
    if one.connector != choice.connector:
        return False
    return one.mis_id == choice.mis_id or (fold(one.name) == fold(choice.name) and one.mis_id not in present)


def _ticks(draft: Draft) -> tuple[TickChoice, ...]:
    """Rows un-ticked by hand, and those ticked against the rule of their kind."""
    connector = draft.reading.connector
    decided = {
        TickChoice(kind, connector, mis_id, ticked, word_of(draft.row(kind, mis_id)))
        for (kind, mis_id), ticked in draft.decisions.ticks.items()
    }
    settled = {(one.kind, one.mis_id) for one in decided}
    settled |= {(one.kind, one.word) for one in decided if one.word is not None}
    ticks = [
        tick
        for tick in draft.before.choices.ticks
        if tick.connector != connector or not {(tick.kind, tick.mis_id), (tick.kind, tick.word)} & settled
    ]
    ticks += [one for one in decided if not one.ticked]
    return tuple(sorted(ticks, key=lambda tick: (tick.kind, tick.connector, tick.mis_id)))


def _unmatched(draft: Draft) -> tuple[UnmatchChoice, ...]:
    """Pairs that a person unmatched and has not matched since."""
    connector, confirmed = draft.reading.connector, draft.decisions.confirmed
    unmatched = [
        UnmatchChoice(kind, connector, mis_id, record_id)
        for (kind, mis_id), record_ids in draft.decisions.unmatched.items()
        for record_id in record_ids
    ]
    return tuple(
        pair
        for pair in dict.fromkeys([*draft.before.choices.unmatched, *unmatched])
        if pair.connector != connector or confirmed.get((pair.kind, pair.mis_id)) != pair.record_id
    )


def _still_to_match(draft: Draft) -> Iterator[MatchChoice]:
    """The pairs that a person said are the same, that still stand, and that this run does not link."""
    decisions = draft.decisions
    for one in draft.before.choices.matched:
        row = (one.kind, one.mis_id)
        record = draft.hub.record(one.record_id)
        is_done = record is not None and record.link == Link(one.connector, one.mis_id)
        is_other = decisions.confirmed.get(row, one.record_id) != one.record_id
        is_unmatched = one.record_id in decisions.unmatched.get(row, ())
        if one.connector != draft.reading.connector or not (is_done or is_other or is_unmatched):
            yield one


def _intake(draft: Draft) -> Intake | None:
    """The remembered start of the school year: as decided now, else as before."""
    said, reading, held = draft.decisions.started, draft.reading, draft.before.choices.intake
    if said is None or said is current_start(held, reading.connector, reading.today):
        return held
    return remembered_intake(said, reading.connector, reading.today)
