"""What somebody saw of a person when they decided, so that the decision can be held against it later."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Self

from msgspec import Struct

from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, Kept, Person
from marktui.hub.model.text import enumerated
from marktui.hub.people.identity import Identity, identity_of


class State(Struct, frozen=True, kw_only=True):
    """How a person stands: what a decision about them depends on."""

    is_synced: bool
    desynced_since: date | None
    access: Access
    deleting_on: date | None
    kept: Kept | None


class Snapshot(Struct, frozen=True, kw_only=True):
    """Somebody about whom a decision is made, as they were seen. What is None was not seen."""

    id: str
    label: str = ""
    identity: Identity | None = None
    state: State | None = None

    @classmethod
    def of(cls, person: Person) -> Self:
        """Somebody of whom everything was seen."""
        return cls(id=person.id, label=person.label, identity=identity_of(person), state=state_of(person))

    @classmethod
    def named(cls, person: Person) -> Self:
        """Somebody of whom it was seen who they are, and not how they stand."""
        return cls(id=person.id, label=person.label, identity=identity_of(person))

    @classmethod
    def ids(cls, ids: Iterable[str]) -> tuple[Self, ...]:
        """People of whom nothing was seen but the ids, each once."""
        return tuple(cls(id=one) for one in dict.fromkeys(ids))


class Outdated(Struct, frozen=True):
    """Somebody who is no longer as they were seen."""

    seen: Snapshot
    why: str
    """What has become of them; goes on after "They are …"."""


class OutdatedError(UsageError):
    """Some of the people are no longer as they were seen; nobody is changed."""

    kind = "not_as_seen"

    def __init__(self, outdated: Sequence[Outdated]) -> None:
        super().__init__(
            f"Nobody was changed, because the hub has changed since: {describe_outdated(outdated)}.",
            "Look at them again before you decide.",
        )
        self.outdated = tuple(outdated)


def state_of(person: Person) -> State:
    """How a person stands."""
    return State(
        is_synced=person.is_synced,
        desynced_since=person.desync.since if person.desync else None,
        access=person.access,
        deleting_on=person.deleting_on,
        kept=person.kept,
    )


def find_outdated(hub: Hub, seen: Iterable[Snapshot]) -> list[Outdated]:
    """Who is no longer as they were seen.

    Args:
        seen: The people as they were seen. Somebody of whom only the id was seen is never outdated.
    """
    pairs = ((one, _change(hub, one)) for one in seen)
    return [Outdated(one, why) for one, why in pairs if why]


def require_up_to_date(hub: Hub, seen: Iterable[Snapshot]) -> None:
    """Refuse to decide where somebody is no longer as they were seen."""
    changed = find_outdated(hub, seen)
    if changed:
        raise OutdatedError(changed)


def describe_outdated(people: Iterable[Outdated]) -> str:
    """Who has changed, and what has become of them: `Ana Reis and Ben Fox (in the MIS again)`."""
    groups: dict[str, list[str]] = {}
    for one in people:
        groups.setdefault(one.why, []).append(one.seen.label or one.seen.id)
    return ", ".join(f"{enumerated(labels)} ({why})" for why, labels in groups.items())


def _change(hub: Hub, seen: Snapshot) -> str:
    """What has become of somebody; empty where nothing has."""
    if seen.identity is None and seen.state is None:
        return ""
    person = hub.record(seen.id)
    if not isinstance(person, Person):
        return "not in the hub any more"
    if seen.identity is not None and seen.identity != identity_of(person):
        return _other_identity(seen, person)
    return _other_state(seen.state, state_of(person)) if seen.state is not None else ""


def _other_identity(seen: Snapshot, person: Person) -> str:
    if seen.label != person.label:
        return f"{seen.id} is {person.label} now"
    return f"{seen.id} has other details now"


def _other_state(before: State, now: State) -> str:
    if before == now:
        return ""
    if before.is_synced != now.is_synced:
        return "in the MIS again" if now.is_synced else "no longer in the MIS"
    if before.access is not now.access:
        return f"{now.access.words} now"
    if before.kept != now.kept:
        return "kept now" if now.kept else "no longer kept"
    return "changed"
