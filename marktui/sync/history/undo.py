"""Undoing an entry of the history. Pure: from the hub and its history to what would change."""

from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import AccountStep, HistoryStep, HubStep, NextStep, Undo
from marktui.hub.model.record import Pupil, YearGroup
from marktui.hub.rules.integrity import BrokenRule, broken_rules, clashes, name_ids
from marktui.store.file.entry import Do, Entry, RecordChange, What
from marktui.store.file.record_changes import decode_record, record_change
from marktui.sync.history.undone import undone_by

_FINAL_WORDS: dict[What, tuple[str, str, NextStep]] = {
    What.PURGE: ("erased people for good", "", HistoryStep.UNDO_ANOTHER),
    What.RESTORE: (
        "restored a backup",
        "The hub from before a restore is among the backups.",
        HubStep.SEE_BACKUPS,
    ),
    What.ACCEPT: (
        "made somebody the Access Coordinator",
        "The one before can be nominated again, and has to accept.",
        AccountStep.NOMINATE,
    ),
}
"""What cannot be undone: what it did, and what can be done instead."""


class UndoBlockedError(UsageError):
    """Something that happened later is in the way."""

    kind = "undo_blocked"

    @property
    def first(self) -> int | None:
        """The number of the entry that has to be undone first, if that helps."""
        return next((step.entry for step in self.next if isinstance(step, Undo)), None)


class UndoPlan(Struct, frozen=True, kw_only=True):
    """What undoing an entry would do."""

    entry: Entry
    """The entry that is undone."""
    after: Hub
    """The hub as it will be, except for generation and entry number."""
    changes: tuple[RecordChange, ...]
    """Each record as it is now, and as it was before the entry."""


class UndoResult(Struct, frozen=True):
    """What came of undoing an entry."""

    entry: int | None
    """The number of the undo; None where it was only tried."""
    undone: Entry
    """The entry that was undone."""
    changes: tuple[RecordChange, ...]
    """Each record as it was until now, and as it is again."""

    @property
    def removed(self) -> tuple[str, ...]:
        """The ids of the records that the entry had made."""
        return tuple(change.id for change in self.changes if change.do is Do.REMOVE)


def entry_to_undo(entries: Sequence[Entry], number: int | None) -> Entry:
    """The entry that is meant.

    Args:
        number: Its number; None for the newest that is neither undone nor itself an undo.

    Raises:
        UndoBlockedError: It has already been undone.
    """
    undone = undone_by(entries)
    if number is None:
        found = (one for one in entries if one.is_change and one.number not in undone and one.undoes is None)
        entry = next(found, None)
        if entry is None:
            raise UsageError("There is nothing to undo.", next=HistoryStep.SEE)
        return entry
    entry = next((one for one in entries if one.number == number), None)
    if entry is None:
        raise UsageError(f"There is no entry {number} in the history.", next=HistoryStep.SEE)
    if number in undone:
        raise UndoBlockedError(
            f"Entry {number} was already undone by entry {undone[number]}.",
            "To redo it, undo that one.",
            Undo(undone[number]),
        )
    return entry


def plan_undo(hub: Hub, entries: Sequence[Entry], number: int | None) -> UndoPlan:
    """What undoing an entry would do.

    Args:
        number: The entry's number; None for the newest that can be meant.

    Raises:
        UndoBlockedError: A later entry changed or purged one of its records, or refers to it.
    """
    entry = entry_to_undo(entries, number)
    later = _in_effect_after(entry, entries)
    _require_free(entry, later)
    ids = {change.id for change in entry.changes}
    in_the_way = {one.number: touched for one in later if (touched := ids & _ids(one))}
    if in_the_way:
        records = {record_id for touched in in_the_way.values() for record_id in touched}
        what = _said_of(records, "was changed later", "were changed later")
        raise _blocked(entry, what, list(in_the_way))
    _require_not_exported(entry, later)
    _require_as_left(hub, entry)
    after = _restored(hub, entry)
    _require_groups(after, entry, later)
    _require_sound(hub, after, entry, later)
    changes = tuple(_reversed(hub, change) for change in entry.changes)
    return UndoPlan(entry=entry, after=after, changes=changes)


def _in_effect_after(entry: Entry, entries: Sequence[Entry]) -> list[Entry]:
    """The later entries that count: one that was undone does not, nor does its undo."""
    undone = undone_by(entries)
    later = entries[: next(at for at, one in enumerate(entries) if one is entry)]
    numbers = {one.number for one in later}
    return [
        one
        for one in later
        if one.is_change and one.number not in undone and (one.undoes is None or one.undoes not in numbers)
    ]


def _require_free(entry: Entry, later: list[Entry]) -> None:
    if entry.what in _FINAL_WORDS:
        done, hint, step = _FINAL_WORDS[entry.what]
        raise UndoBlockedError(f"Entry {entry.number} {done}, which cannot be undone.", hint, step)
    restore = next((one for one in later if one.what is What.RESTORE), None)
    if restore is not None:
        raise UndoBlockedError(
            f"Entry {entry.number} cannot be undone: entry {restore.number} restored a backup since.",
            "Entries from before a restore stay as they are.",
        )
    if entry.erased:
        numbers = _numbers([one.number for one in later if _erased_any(one, entry)])
        by = f" by {numbers}" if numbers else ""
        raise UndoBlockedError(
            f"Entry {entry.number} cannot be undone: some of its people were erased{by}.",
            "What was erased is gone for good.",
        )


def _erased_any(purge: Entry, entry: Entry) -> bool:
    """Whether a purge erased people of an earlier entry. Those without a link are known by the day only."""
    digests = {mark.digest for mark in purge.erased}
    return purge.what is What.PURGE and any(
        mark.digest in digests if mark.digest else mark.on == purge.at.date() for mark in entry.erased
    )


def _require_not_exported(entry: Entry, later: list[Entry]) -> None:
    """No record goes that was exported: nobody would know any more that the web hub has it."""
    made = {change.id for change in entry.changes if change.do is Do.CREATE}
    exports = {
        one.number: sent
        for one in later
        if one.what is What.EXPORT and one.web_hub and (sent := made.intersection(one.web_hub.pupils))
    }
    if exports:
        sent = {record_id for ids in exports.values() for record_id in ids}
        raise _blocked(entry, _said_of(sent, "was exported later", "were exported later"), list(exports))


def _require_as_left(hub: Hub, entry: Entry) -> None:
    """The records are as the entry left them, whatever the history says."""
    other = [
        change.id
        for change in entry.changes
        if hub.record(change.id) != decode_record(change.kind, change.after)
    ]
    if other:
        raise _blocked(entry, _said_of(other, "is not as it left it", "are not as it left them"), [])


def _require_groups(after: Hub, entry: Entry, later: list[Entry]) -> None:
    """The groups that pupils of the entry go back to are still there."""
    gone = _gone(after, entry, later)
    if gone:
        by = [one.number for one in later if _ids(one) & gone]
        raise _blocked(entry, _said_of(gone, "was removed later", "were removed later"), by)


def _require_sound(hub: Hub, after: Hub, entry: Entry, later: list[Entry]) -> None:
    """Nothing refers to a record that would go, and no record gets what another one has by now."""
    broken = [*_new(broken_rules(hub), broken_rules(after))]
    # A clash from before the entry may come back; a later record may not lose what it has.
    touched = {record_id for one in later for record_id in _ids(one)}
    broken += [one for one in _new(clashes(hub), clashes(after)) if touched.intersection(one.records)]
    if not broken:
        return
    concerned = {record_id for one in broken for record_id in one.records}
    others = concerned - _ids(entry) or concerned
    by = [one.number for one in later if _ids(one) & others]
    what = _said_of(others, "is in the way", "are in the way") if others else "something else is in the way"
    raise _blocked(entry, what, by, f"It would lead to this: {broken[0].sentence}")


def _new(before: Sequence[BrokenRule], after: Sequence[BrokenRule]) -> list[BrokenRule]:
    known = set(before)
    return [one for one in after if one not in known]


def _gone(after: Hub, entry: Entry, later: list[Entry]) -> set[str]:
    """The groups that pupils of the entry would go back to, and that were removed later."""
    then = [decode_record(change.kind, change.before) for change in entry.changes]
    pupils = [one for one in then if isinstance(one, Pupil)]
    classes = {one.class_id for one in pupils if one.class_id} - after.classes.keys()
    codes = {one.year_group for one in pupils} - {one.code for one in after.year_groups.values()}
    removed = [change for one in later for change in one.changes if after.record(change.id) is None]
    groups = [decode_record(change.kind, change.before) for change in removed]
    return classes | {one.id for one in groups if isinstance(one, YearGroup) and one.code in codes}


def _restored(hub: Hub, entry: Entry) -> Hub:
    before = [(change.id, decode_record(change.kind, change.before)) for change in entry.changes]
    removed = [record_id for record_id, record in before if record is None]
    return hub.with_records(record for _, record in before if record).without_records(removed)


def _reversed(hub: Hub, change: RecordChange) -> RecordChange:
    now, then = hub.record(change.id), decode_record(change.kind, change.before)
    return record_change(now, then)


def _ids(entry: Entry) -> set[str]:
    return {change.id for change in entry.changes}


def _said_of(records: Collection[str], one: str, more: str) -> str:
    return f"{name_ids(sorted(records))} {one if len(records) == 1 else more}"


def _blocked(entry: Entry, what: str, by: list[int | None], why: str = "") -> UndoBlockedError:
    first = max((number for number in by if number), default=None)
    numbers = _numbers(by)
    reason = f"{what}{f' ({numbers})' if numbers else ''}.{f' {why}' if why else ''}"
    message = f"Entry {entry.number} cannot be undone: {reason}"
    if first is None:
        return UndoBlockedError(message, next=HistoryStep.SEE_OF_RECORD)
    return UndoBlockedError(message, "First undo what came later.", Undo(first))


def _numbers(numbers: Iterable[int | None]) -> str:
    known = sorted({number for number in numbers if number is not None})
    return f"{'entry' if len(known) == 1 else 'entries'} {', '.join(map(str, known))}" if known else ""
