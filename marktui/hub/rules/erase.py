"""Erasing people from a hub: what is removed, and the digests that are kept to recognise them."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct, structs

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Link, Pupil, Record
from marktui.hub.model.school import Choices, ErasureMark, MatchChoice, UnmatchChoice, row_of_key

WEB_HUB = "web hub"
"""What stands for the web hub where the ties of a record are told apart; no connector is called so."""


def ties(record: Record) -> Iterator[Link]:
    """What a record is known by elsewhere: its link, and the User ID of the web hub."""
    if record.link is not None:
        yield record.link
    if isinstance(record, Pupil) and record.web_id:
        yield Link(WEB_HUB, record.web_id)


class PeopleToErase(Struct, frozen=True):
    """The people to erase: their records, and every MIS row that they were ever linked to."""

    ids: frozenset[str]
    """The ids of their records."""
    links: frozenset[tuple[Kind, Link]]
    """Their present and former links, and those to the web hub."""


def digest_of(key: str, kind: Kind, link: Link) -> str:
    """All that is kept of a person's link: only the same MIS row gives the same digest.

    Args:
        key: The hub's own key, so that digests of two hubs cannot be compared.
    """
    row = f"{kind.value} {link.connector} {link.mis_id}".encode()
    return hashlib.blake2b(row, key=key.encode(), digest_size=16).hexdigest()


def erasure_marks(erasing: PeopleToErase, key: str, on: date) -> tuple[ErasureMark, ...]:
    """What the hub keeps of people who are erased."""
    made = (ErasureMark(kind, digest_of(key, kind, link), on) for kind, link in erasing.links)
    return tuple(sorted(made, key=lambda mark: mark.digest))


def without_people(hub: Hub, erasing: PeopleToErase, left: Iterable[ErasureMark]) -> Hub:
    """A hub of any generation, without some people."""
    added = [mark for mark in left if mark not in hub.erased]
    return hub.with_(
        teachers={id_: one for id_, one in hub.teachers.items() if id_ not in erasing.ids},
        pupils={id_: one for id_, one in hub.pupils.items() if id_ not in erasing.ids},
        accounts=tuple(one for one in hub.accounts if one.teacher_id not in erasing.ids),
        nominee=None if hub.nominee in erasing.ids else hub.nominee,
        choices=choices_without_people(hub.choices, erasing),
        erased=(*hub.erased, *added),
    )


def choices_without_people(choices: Choices, erasing: PeopleToErase) -> Choices:
    """The choices that concern none of the people to erase."""

    def concerns(kind: Kind, connector: str, mis_id: str) -> bool:
        return (kind, Link(connector, mis_id)) in erasing.links

    def is_theirs(pair: UnmatchChoice | MatchChoice) -> bool:
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
