"""Taking a person out of a hub for good, leaving only a digest that knows them again."""

import hashlib
from collections.abc import Iterable
from datetime import date

from msgspec import Struct, structs

from marktui.hub.hub import Hub
from marktui.hub.kind import Kind
from marktui.hub.record import Link
from marktui.hub.school import Choices, Erased, Match, Unmatch, row_of_key


class Erasing(Struct, frozen=True):
    """Who is to be taken out: their records, and every MIS row that they were ever linked to."""

    ids: frozenset[str]
    """The ids of their records."""
    links: frozenset[tuple[Kind, Link]]
    """Their present and former links."""


def digest_of(key: str, kind: Kind, link: Link) -> str:
    """What is left of a person's link: the same row of the MIS gives the same digest, and no other one.

    Args:
        key: The hub's own key, so that digests of two hubs cannot be compared.
        kind: Teacher or pupil.
        link: The link.
    """
    row = f"{kind.value} {link.connector} {link.mis_id}".encode()
    return hashlib.blake2b(row, key=key.encode(), digest_size=16).hexdigest()


def marks(erasing: Erasing, key: str, on: date) -> tuple[Erased, ...]:
    """What the hub keeps of people who are taken out.

    Args:
        erasing: Who.
        key: The hub's own key.
        on: The day.
    """
    made = (Erased(kind, digest_of(key, kind, link), on) for kind, link in erasing.links)
    return tuple(sorted(made, key=lambda mark: mark.digest))


def without(hub: Hub, erasing: Erasing, left: Iterable[Erased]) -> Hub:
    """A hub, of whatever generation, without some people.

    Args:
        hub: The hub.
        erasing: Who is taken out.
        left: What is kept of them.
    """
    added = [mark for mark in left if mark not in hub.erased]
    return hub.with_(
        teachers={id_: one for id_, one in hub.teachers.items() if id_ not in erasing.ids},
        pupils={id_: one for id_, one in hub.pupils.items() if id_ not in erasing.ids},
        accounts=tuple(one for one in hub.accounts if one.teacher_id not in erasing.ids),
        nominee=None if hub.nominee in erasing.ids else hub.nominee,
        choices=choices_without(hub.choices, erasing),
        erased=(*hub.erased, *added),
    )


def choices_without(choices: Choices, erasing: Erasing) -> Choices:
    """Choices that concern nobody who is taken out."""

    def concerns(kind: Kind, connector: str, mis_id: str) -> bool:
        return (kind, Link(connector, mis_id)) in erasing.links

    def is_theirs(pair: Unmatch | Match) -> bool:
        rows = (pair.mis_id, row_of_key(pair.record_id) or "")
        return pair.record_id in erasing.ids or any(concerns(pair.kind, pair.connector, row) for row in rows)

    return structs.replace(
        choices,
        without_class=tuple(one for one in choices.without_class if one not in erasing.ids),
        without_year=tuple(one for one in choices.without_year if one not in erasing.ids),
        ticks=tuple(one for one in choices.ticks if not concerns(one.kind, one.connector, one.mis_id)),
        unmatched=tuple(one for one in choices.unmatched if not is_theirs(one)),
        matched=tuple(one for one in choices.matched if not is_theirs(one)),
    )
