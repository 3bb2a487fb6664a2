"""The classes of a package: its homerooms, which are registration groups, and who is in each today."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from marktui.connectors.files.readers.csv.known_headings import key_of
from marktui.connectors.files.readers.oneroster.columns import Part
from marktui.connectors.files.readers.oneroster.package import Package
from marktui.connectors.files.readers.oneroster.records import Records, has_ended
from marktui.connectors.rows import day_or_none
from marktui.hub.model.text import counted, fold, one_spaced

_HOMEROOM = "homeroom"
_FEW = 0.1
"""Where no more pupils than this are in several classes, the classes are what a school calls so."""


class Class(Struct, frozen=True, gc=False):
    """A class of a package."""

    title: str
    grades: str
    is_homeroom: bool
    terms: tuple[str, ...]


class Classes(Struct, frozen=True):
    """The classes that count, and the pupils of each."""

    titles: tuple[str, ...]
    of_pupil: Mapping[str, tuple[Class, ...]]
    """By the id of the pupil."""
    are_known: bool
    """Whether the package says in which class pupils are."""
    messages: tuple[str, ...] = ()
    strangers: int = 0
    """How many pupils are in a class, but not in the list of people."""


NO_CLASSES = Classes((), {}, are_known=False)


def classes_of(
    package: Package, school_id: str | None, pupils: Collection[str], everybody: Collection[str], today: date
) -> Classes:
    """The classes of a school.

    Args:
        school_id: Its id; None where the package does not tell schools apart.
        pupils: The ids of its pupils.
        everybody: The ids of all people in the package.
    """
    listed, enrolled = package.parts.get(Part.CLASSES), package.parts.get(Part.ENROLLMENTS)
    if listed is None or enrolled is None:
        return NO_CLASSES
    known = _of_today(_listed(listed, school_id), package.parts.get(Part.SESSIONS), today)
    enrolments = list(_enrolments(enrolled, known, today))
    strangers = len({user for user, _ in enrolments if user not in everybody})
    members: dict[str, dict[str, None]] = {}
    for user, mis_id in enrolments:
        if user in pupils:
            members.setdefault(user, {})[mis_id] = None
    homerooms, messages = _registration_groups(known, members, listed.file)
    if not homerooms and known:
        return Classes((), {}, are_known=False, messages=messages, strangers=strangers)
    return Classes(
        tuple(one.title for one in homerooms.values() if one.title),
        {user: tuple(homerooms[one] for one in ids if one in homerooms) for user, ids in members.items()},
        are_known=True,
        messages=(*messages, *_twice(homerooms.values())),
        strangers=strangers,
    )


def _registration_groups(
    classes: dict[str, Class], members: Mapping[str, Collection[str]], file: str
) -> tuple[dict[str, Class], tuple[str, ...]]:
    """The classes that are registration groups, and what to say where that is not marked."""
    marked = {mis_id: one for mis_id, one in classes.items() if one.is_homeroom}
    if marked or not classes:
        return marked, ()
    if sum(len(ids) > 1 for ids in members.values()) > _FEW * len(members):
        return {}, (f"{file} has lessons only, no registration groups, so classes were left out.",)
    return classes, (f"{file} does not mark registration groups; its classes were taken as such.",)


def _twice(classes: Iterable[Class]) -> Iterator[str]:
    """What to say where classes share a name: the hub tells classes apart by nothing else."""
    titles = Counter(fold(one.title) for one in classes)
    several = [title for title, count in titles.items() if title and count > 1]
    if several:
        stands = "stands" if len(several) == 1 else "stand"
        yield f"{counted(len(several), 'name')} {stands} for several classes, which were read as one."


def _listed(records: Records, school_id: str | None) -> dict[str, Class]:
    found = {}
    for _, (mis_id, title, sort, org, terms, status, grades), _ in records.rows(
        "id", "title", "type", "org", "terms", "status", "grades"
    ):
        if not mis_id or has_ended(status) or (school_id and org and org != school_id):
            continue
        parts = tuple(filter(None, (term.strip() for term in terms.split(","))))
        found[mis_id] = Class(one_spaced(title), grades, key_of(sort) == _HOMEROOM, parts)
    return found


def _of_today(classes: dict[str, Class], sessions: Records | None, today: date) -> dict[str, Class]:
    """The classes with a term that holds today; all of them where none has one, as between school years."""
    if sessions is None:
        return classes
    over = set()
    for _, (mis_id, begin, end), _ in sessions.rows("id", "begin", "end"):
        first, last = day_or_none(begin), day_or_none(end)
        if (first is not None and first > today) or (last is not None and last < today):
            over.add(mis_id)
    present = {
        mis_id: one
        for mis_id, one in classes.items()
        if not one.terms or any(term not in over for term in one.terms)
    }
    return present or classes


def _enrolments(records: Records, classes: Collection[str], today: date) -> Iterator[tuple[str, str]]:
    """Pupils and their classes; the end of an enrolment is the first day on which it does not hold."""
    for _, (class_id, user, role, status, begin, end), _ in records.rows(
        "class", "user", "role", "status", "begin", "end"
    ):
        if class_id not in classes or has_ended(status) or (role and key_of(role) != "student"):
            continue
        first, last = day_or_none(begin), day_or_none(end)
        if (first is None or first <= today) and (last is None or today < last):
            yield user, class_id
