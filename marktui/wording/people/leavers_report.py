"""A report of the leavers for paper, by year of leaving and reason, in 80 columns."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from marktui.hub.leavers.waiting import awaits_review, current_keep
from marktui.hub.model.hub import Hub
from marktui.hub.model.listing import LEAVER_KEYS, leaver_documents
from marktui.hub.model.record import Person, Pupil, Reason
from marktui.wording.dates import shown_day
from marktui.wording.people.reasons import REASONS, decision_words

_LINE = "  {:<8}{:<26}{:<10}{:<13}{:<21}"
_NAME, _CLASS = 25, 9
"""The widths that a name and a class are cut to."""


def summary(hub: Hub, people: Iterable[Person], today: date) -> Iterator[str]:
    """The lines of the report; each group lists its people in the given order."""
    everyone = [one for one in people if one.desync is not None]
    undecided = sum(awaits_review(one, today) for one in everyone)
    yield f"{hub.school.name}: leavers on {shown_day(today)}"
    yield f"{len(everyone):,} in all, {undecided:,} to decide about"
    for (year, reason), group in groupby(sorted(everyone, key=_group), key=_group):
        members = list(group)
        yield ""
        yield f"{-year}, {REASONS[list(Reason)[reason]]}: {len(members):,}"
        day = "left on" if list(Reason)[reason] is Reason.LEFT else "de-synced on"
        yield _LINE.format("id", "name", "last in", day, "decision").rstrip()
        yield from (_line(hub, one, today) for one in members)


OFFICE_KEYS = (*LEAVER_KEYS, "decision", "note", "review_on")
"""The columns of a sheet for the office: the record, and the decision."""


def for_the_office(hub: Hub, people: Iterable[Person], today: date) -> list[dict[str, Any]]:
    """The rows of a sheet for the office, in the given order."""
    everyone = list(people)
    return [
        document | _decided(one, today)
        for one, document in zip(everyone, leaver_documents(hub, everyone), strict=True)
    ]


def _decided(person: Person, today: date) -> dict[str, Any]:
    kept = current_keep(person)
    return {
        "decision": _decision(person, today),
        "note": kept.note if kept else None,
        "review_on": kept.review_on.isoformat() if kept and kept.review_on else None,
    }


def _decision(person: Person, today: date) -> str:
    return decision_words(person, is_undecided=awaits_review(person, today))


def _group(person: Person) -> tuple[int, int]:
    """The newest year first, and in it the reasons in their own order."""
    if person.desync is None:
        return (0, 0)
    return (-person.desync.gone_on.year, list(Reason).index(person.desync.reason))


def _line(hub: Hub, person: Person, today: date) -> str:
    place = hub.class_name(person) or "" if isinstance(person, Pupil) else "staff"
    gone_on = shown_day(person.desync.gone_on if person.desync else None)
    name = _cut(person.label, _NAME)
    return _LINE.format(person.id, name, _cut(place, _CLASS), gone_on, _decision(person, today)).rstrip()


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 3]}..."
