"""Erases people from history and backups, in a way that can be finished after an interruption."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct, structs
from tinydb import TinyDB
from tinydb.storages import MemoryStorage

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Link
from marktui.hub.model.school import Choices, ErasureMark
from marktui.hub.rules.erase import (
    PeopleToErase,
    choices_without_people,
    digest_of,
    erasure_marks,
    ties,
    without_people,
)
from marktui.store.disk.atomic import replace_file
from marktui.store.disk.disk import Disk
from marktui.store.disk.errors import DamagedError, NewerFormatError, as_store_error
from marktui.store.file.entry import Entry, RecordChange, Setting, WebHubState
from marktui.store.file.hub_file import encode
from marktui.store.file.load import load_hub_file
from marktui.store.file.record_changes import decode_record
from marktui.store.file.tables import to_tables
from marktui.store.history.backups import Backup, Backups
from marktui.store.history.history import History


class Erasure(Struct, frozen=True, kw_only=True):
    """The content of `erasing.json`: an erasure that is not finished. The file is removed at its end."""

    generation: int
    """The generation of the hub file without them; before that nothing is erased."""
    key: str
    ids: frozenset[str]
    links: tuple[tuple[Kind, Link], ...]
    left: tuple[ErasureMark, ...]
    on: datetime

    @property
    def erasing(self) -> PeopleToErase:
        """The people to erase."""
        return PeopleToErase(self.ids, frozenset(self.links))


def plan_erasure(hub: Hub, ids: frozenset[str], at: datetime, former: Iterable[Entry]) -> Erasure:
    """All that erasing some people needs."""
    key = hub.erasure_key or os.urandom(16).hex()
    linked = [(person.id in ids, (person.kind, one)) for person in hub.people() for one in ties(person)]
    former = tuple(former)
    # A row that is now linked to a person who stays is theirs.
    held = {link for goes, link in linked if not goes}
    links = frozenset({link for goes, link in linked if goes} | {*_former_links(former, ids)}) - held
    # The same MIS row may have made another record of them, which was undone or lost in a restore.
    ids |= {
        change.id
        for entry in former
        for change in entry.changes
        if hub.record(change.id) is None and not links.isdisjoint(_links(change))
    }
    left = erasure_marks(PeopleToErase(ids, links), key, at.date())
    return Erasure(generation=hub.generation + 1, key=key, ids=ids, links=tuple(links), left=left, on=at)


def erase_from_history(history: History, pending: Erasure, generation: int) -> None:
    """Erase people from every entry; an entry that was never committed loses all its records."""
    # In such an entry an id may by now belong to another person, so nobody can say whose it is.
    history.rewrite(
        _entry_without(entry if stands else structs.replace(entry, changes=()), pending)
        for entry, stands in history.with_committed(generation)
    )


def erase_from_backups(backups: Backups, pending: Erasure, disk: Disk) -> None:
    """Erase people from every backup; backups that cannot be read and files set aside are removed."""
    for backup in backups:
        with as_store_error("written", backup.path):
            try:
                content = _backup_without(backup, pending)
            except (DamagedError, NewerFormatError):
                disk.remove(backup.path)
                disk.sync_folder(backups.folder)
                continue
            if content is not None:
                replace_file(backup.path, content, disk)
    for path in backups.set_aside_files():
        with as_store_error("removed", path):
            disk.remove(path)
            disk.sync_folder(backups.folder)


def _entry_without(entry: Entry, pending: Erasure) -> Entry:
    erasing = pending.erasing
    gone = [change for change in entry.changes if change.id in pending.ids]
    settings = tuple(_setting_without(one, pending.ids) for one in entry.settings)
    return structs.replace(
        entry,
        account=None if entry.account in pending.ids else entry.account,
        changes=tuple(change for change in entry.changes if change.id not in pending.ids),
        erased=(*entry.erased, *(mark for change in gone for mark in _marks(change, pending))),
        chosen=_left_of(entry.chosen, erasing),
        taken_back=_left_of(entry.taken_back, erasing),
        settings=settings,
        web_hub=_web_hub_without(entry.web_hub, pending.ids),
        kept=tuple(one for one in entry.kept if one not in pending.ids),
        text=entry.text if settings == entry.settings else "",
    )


def _setting_without(setting: Setting, ids: frozenset[str]) -> Setting:
    """A setting without the people to erase and their logins."""
    if ids.isdisjoint({setting.before, setting.after}):
        return setting
    kept = (None if one in ids else one for one in (setting.before, setting.after))
    return Setting("login" if setting.login else setting.name, *kept)


def _web_hub_without(state: WebHubState | None, ids: frozenset[str]) -> WebHubState | None:
    """What the web hub has of the pupils who stay."""
    if state is None:
        return None
    return structs.replace(
        state,
        pupils={one: digest for one, digest in state.pupils.items() if one not in ids},
        without_access=tuple(one for one in state.without_access if one not in ids),
        in_doubt=tuple(one for one in state.in_doubt if one not in ids),
    )


def _marks(change: RecordChange, pending: Erasure) -> Iterator[ErasureMark]:
    on = pending.on.date()
    links = dict.fromkeys(_links(change))
    for kind, link in links:
        yield ErasureMark(kind, digest_of(pending.key, kind, link), on)
    if not links:
        yield ErasureMark(change.kind, "", on)


def _left_of(choices: Choices | None, erasing: PeopleToErase) -> Choices | None:
    left = choices_without_people(choices, erasing) if choices else None
    return left if left != Choices() else None


def _former_links(entries: Iterable[Entry], ids: frozenset[str]) -> Iterator[tuple[Kind, Link]]:
    """Every link that these records ever had."""
    for entry in entries:
        for change in entry.changes:
            if change.id in ids:
                yield from _links(change)


def _links(change: RecordChange) -> Iterator[tuple[Kind, Link]]:
    for content in (change.before, change.after):
        record = decode_record(change.kind, content)
        for link in ties(record) if record else ():
            yield change.kind, link


def _backup_without(backup: Backup, pending: Erasure) -> bytes | None:
    """The new content of a backup; None if none of the people is in it."""
    hub = load_hub_file(backup.path)
    left = without_people(hub, pending.erasing, pending.left)
    if left == hub:
        return None
    with TinyDB(storage=MemoryStorage) as db:
        to_tables(db, None, left.with_(erasure_key=pending.key))
        return encode(db.storage.read() or {}, hub.generation, backup.at)


def hub_after_erasure(hub: Hub, pending: Erasure) -> Hub:
    """The present hub without the people."""
    return without_people(hub, pending.erasing, pending.left).with_(erasure_key=pending.key)
