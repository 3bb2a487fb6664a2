"""Which people wait for somebody: for a review, or for their deletion."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, Kept, Person, Record


def out_of_the_ordinary(hub: Hub) -> list[Record]:
    """All records but those that are Synced and, if they are people, with access.

    Nobody else can wait for something, and of a big school they are few: statuses are counted and what waits
    is found from them, so that all the others are looked at once.
    """
    usual = Access.WITH_ACCESS
    groups: Iterable[Record] = chain(hub.year_groups.values(), hub.classes.values())
    found = [one for one in groups if one.link is None or one.desync is not None]
    # A loop takes a third of a comprehension's time, in which Python 3.11 does not specialise attributes.
    for one in chain(hub.teachers.values(), hub.pupils.values()):
        if one.link is None or one.desync is not None or one.access is not usual:
            found.append(one)  # noqa: PERF401
    return found


def awaits_review(person: Person, today: date) -> bool:
    """Whether a leaver waits for a decision: they have access and are not kept until a later day."""
    if person.desync is None or person.access is not Access.WITH_ACCESS:
        return False
    kept = current_keep(person)
    return kept is None or (kept.review_on is not None and kept.review_on <= today)


def current_keep(person: Person) -> Kept | None:
    """The decision to keep a leaver, unless they have returned and left again since."""
    kept, desync = person.kept, person.desync
    return kept if kept and desync and kept.on >= desync.since else None


def due_for_purge(people: Iterable[Person], today: date) -> tuple[Person, ...]:
    """The people whose pending deletion may be purged; the Access Coordinator never is."""
    return tuple(
        person
        for person in people
        if person.access is Access.PENDING_DELETION
        and person.deleting_on is not None
        and person.deleting_on <= today
        and not person.is_coordinator
    )


def back_in_mis(people: Iterable[Person]) -> tuple[Person, ...]:
    """The people pending deletion who are back in the MIS."""
    return tuple(one for one in people if one.access is Access.PENDING_DELETION and one.is_synced)
