"""Names and birth dates that are the other way round now: two columns, or day and month, were swapped."""

from collections.abc import Iterable, Iterator, Sequence

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person, Pupil, Record
from marktui.hub.model.text import fold
from marktui.sync.model.pair import Change
from marktui.sync.review.clashes import record_words, some_words


def turned_words(kind: Kind, changes: Iterable[Change]) -> Iterator[str]:
    """Whose name or birth date is turned around, in a sentence each; one alone was corrected.

    Args:
        changes: Those of records that the hub has.
    """
    people = [
        (one.before, one.after)
        for one in changes
        if isinstance(one.before, Person) and isinstance(one.after, Person)
    ]
    names = [before for before, after in people if _has_turned_name(before, after)]
    yield from _words(kind, names, "first and last name", "two columns may be swapped")
    born = [before for before, after in people if _has_turned_birth(before, after)]
    yield from _words(kind, born, "day and month of the birth date", "dates may be in another order")


def _words(kind: Kind, people: Sequence[Record], what: str, reason: str) -> Iterator[str]:
    if len(people) > 1:
        yield (
            f"{kind.counted(len(people))} have {what} the other way round in the MIS now: "
            f"{some_words(map(record_words, people))}. Check them there: {reason}."
        )


def _has_turned_name(before: Person, after: Person) -> bool:
    if before.first_name == after.first_name or before.last_name == after.last_name:
        # So it is of most, who need not be compared.
        return False
    was = fold(before.first_name), fold(before.last_name)
    return was == (fold(after.last_name), fold(after.first_name)) != was[::-1]


def _has_turned_birth(before: Person, after: Person) -> bool:
    if not (isinstance(before, Pupil) and isinstance(after, Pupil)):
        return False
    was, now = before.date_of_birth, after.date_of_birth
    if was is None or now is None or was == now:
        return False
    return (was.year, was.month, was.day) == (now.year, now.day, now.month)
