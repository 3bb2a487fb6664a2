"""An export and older ones of the same list, as they gather in one folder: only the newest counts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from marktui.connectors.files.readers.people.draft import Draft
from marktui.connectors.files.readers.people.reading import Reading
from marktui.hub.model.text import counted, fold

_APART = timedelta(minutes=1)
"""Files written within less than this may be copies of any age, written by one command."""
_BACKDATED = timedelta(days=60)
"""How long after somebody has left a school may still write it down."""
_NEWER = timedelta(days=1)
"""How much newer a file has to be that says who has left; of files made together, one on roll counts."""
_NEVER = datetime.min.replace(tzinfo=UTC)
_MOSTLY = 0.5


class _Both(Struct, frozen=True, gc=False):
    """Somebody as an older and a newer file have them."""

    older: Draft
    newer: Draft

    @property
    def is_in_another_class(self) -> bool:
        """Whether the class alone differs, as in a list of one set and a list of another."""
        same_year = self.older.year_code == self.newer.year_code
        return same_year and bool(self.newer.classes) and self.older.classes != self.newer.classes


def newest(readings: Sequence[Reading]) -> tuple[Sequence[Reading], Sequence[str]]:
    """The readings without older exports of lists that newer files have, and a sentence for each of these.

    A file is an older export if a newer one with all its headings has at least half of its people. Lists of
    different classes are parts of a whole, and so is everything else.
    """
    dated = [one for one in readings if one.made_at and one.headings]
    counting: list[Reading] = []
    messages: dict[int, str] = {}
    for reading in sorted(dated, key=_made_at, reverse=True):
        newer = [one for one in counting if _is_newer(one, reading)]
        both = _in_both(reading, newer) if newer else []
        if both and _is_older_export(reading, both):
            messages[id(reading)] = _message(reading, both)
        else:
            counting.append(reading)
    return tuple(one for one in readings if id(one) not in messages), tuple(messages.values())


def _made_at(reading: Reading) -> datetime:
    return reading.made_at or _NEVER


def _is_newer(one: Reading, other: Reading) -> bool:
    """Whether one was written after another, and has all its headings."""
    return _made_at(one) - _made_at(other) >= _APART and _headings(other) <= _headings(one)


def _headings(reading: Reading) -> frozenset[str]:
    return frozenset(heading for its in reading.headings.values() for heading in its)


def _in_both(older: Reading, newer: Sequence[Reading]) -> list[_Both]:
    known = {_who(draft): draft for one in newer for draft in _people(one)}
    return [_Both(draft, known[who]) for draft in _people(older) if (who := _who(draft)) in known]


def _is_older_export(reading: Reading, both: Sequence[_Both]) -> bool:
    in_another_class = sum(one.is_in_another_class for one in both)
    return len(both) >= _MOSTLY * len(_people(reading)) and in_another_class <= _MOSTLY * len(both)


def _message(reading: Reading, both: Sequence[_Both]) -> str:
    people = _people(reading)
    newer, _ = Counter(one.newer.file for one in both).most_common(1)[0]
    only = len(people) - len(both)
    rest = f", without the {counted(only, 'row')} that only the older one has" if only else ""
    same = f"has {counted(len(both), 'row')} of the same people"
    return f"{people[0].file} is older than {newer} and {same}: the newer one counts{rest}."


def _people(reading: Reading) -> Sequence[Draft]:
    return (*reading.pupils, *reading.staff)


def _who(draft: Draft) -> tuple[str, str, date | None]:
    return fold(draft.first or ""), fold(draft.last or ""), draft.born


def newer_leaver(drafts: Sequence[Draft], made: Mapping[str, datetime]) -> Sequence[Draft]:
    """The rows that count of a person who is on roll in an older file and has left in a newer one.

    Empty where it is otherwise: in one file, or in files of one age, a person who is on roll in one row is
    on roll. So is somebody who left long before the older file was made: they are back.

    Args:
        made: When each file was made, by its name.
    """
    left = [draft for draft in drafts if draft.has_left and draft.file in made]
    here = [draft for draft in drafts if not draft.has_left]
    if not left or not here or any(draft.file not in made for draft in here):
        return ()
    last = max(made[draft.file] for draft in here)
    newer = [
        draft
        for draft in left
        if made[draft.file] - last >= _NEWER
        and (draft.left_on is None or draft.left_on >= (last - _BACKDATED).date())
    ]
    return [draft for draft in drafts if draft.has_left] if newer else ()
