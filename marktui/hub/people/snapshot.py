"""What was shown of a person when somebody decided about them, to be compared with the hub before saving."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Self

from msgspec import Struct

from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Person
from marktui.hub.model.text import enumerated
from marktui.hub.people.identity import identity_of


class Snapshot(Struct, frozen=True, kw_only=True):
    """A person as they were shown when somebody decided about them."""

    id: str
    label: str = ""
    person: Person | None = None
    """Their record; None if it was not shown."""
    has_state: bool = False
    """Whether their state was shown: all that a decision depends on."""

    @classmethod
    def of(cls, person: Person) -> Self:
        """A person who was shown with their state."""
        return cls(id=person.id, label=person.label, person=person, has_state=True)

    @classmethod
    def named(cls, person: Person) -> Self:
        """A person who was shown without their state."""
        return cls(id=person.id, label=person.label, person=person)

    @classmethod
    def ids(cls, ids: Iterable[str]) -> tuple[Self, ...]:
        """People who were named by their ids alone, each once."""
        return tuple(cls(id=one) for one in dict.fromkeys(ids))


class Outdated(Struct, frozen=True):
    """A person who has changed since they were shown."""

    seen: Snapshot
    why: str
    """What has changed; the end of a sentence that begins with "They are"."""


class OutdatedError(UsageError):
    """Some of the people have changed since they were shown; nothing is saved."""

    kind = "not_as_seen"

    def __init__(self, outdated: Sequence[Outdated]) -> None:
        super().__init__(
            f"Nobody was changed, because the hub has changed since: {describe_outdated(outdated)}.",
            "Look at them again before you decide.",
        )
        self.outdated = tuple(outdated)


def find_outdated(hub: Hub, seen: Iterable[Snapshot]) -> list[Outdated]:
    """The people who have changed since they were shown; those named by id alone never have."""
    pairs = ((one, _change(hub, one)) for one in seen)
    return [Outdated(one, why) for one, why in pairs if why]


def require_up_to_date(hub: Hub, seen: Iterable[Snapshot]) -> None:
    """Refuse a decision if one of the people has changed since they were shown."""
    changed = find_outdated(hub, seen)
    if changed:
        raise OutdatedError(changed)


def describe_outdated(people: Iterable[Outdated]) -> str:
    """Who has changed, and how: `Ana Reis and Ben Fox (back in the MIS)`."""
    groups: dict[str, list[str]] = {}
    for one in people:
        groups.setdefault(one.why, []).append(one.seen.label or one.seen.id)
    return ", ".join(f"{enumerated(labels)} ({why})" for why, labels in groups.items())


def _change(hub: Hub, seen: Snapshot) -> str:
    """How a person has changed; empty if they have not."""
    if seen.person is None:
        return ""
    person = hub.record(seen.id)
    if not isinstance(person, Person):
        return "not in the hub any more"
    if identity_of(seen.person) != identity_of(person):
        return _other_identity(seen, person)
    return _other_state(seen.person, person) if seen.has_state else ""


def _other_identity(seen: Snapshot, person: Person) -> str:
    if seen.label != person.label:
        return f"{seen.id} is {person.label} now"
    return f"{seen.id} has other details now"


def _other_state(before: Person, now: Person) -> str:
    if before.is_synced != now.is_synced:
        return "back in the MIS" if now.is_synced else "no longer in the MIS"
    if before.access is not now.access:
        return f"{now.access.words} now"
    if before.kept != now.kept:
        return "kept now" if now.kept else "no longer kept"
    return "" if _days(before) == _days(now) else "changed"


def _days(person: Person) -> tuple[date | None, date | None]:
    return person.desync.since if person.desync else None, person.deleting_on
