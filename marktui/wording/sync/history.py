"""How it is said what an entry of the history did, and what is to be known of it."""

from collections.abc import Iterator, Sequence
from datetime import date

from marktui.hub.model.fields import FIELDS
from marktui.hub.model.kind import Kind
from marktui.hub.model.text import enumerated
from marktui.store.file.entry import KEPT, Entry, WebHubState, What
from marktui.sync.model.change_counts import ChangeCounts
from marktui.sync.model.field_changes import FieldChanges
from marktui.wording.dates import shown_day
from marktui.wording.drawing.glyphs import Glyphs
from marktui.wording.kinds import kind_heading
from marktui.wording.people.decisions import people_words
from marktui.wording.sync.changes import done_signs

_DECISIONS = frozenset({What.KEEP, What.REVOKE, What.GRANT, What.DELETE, What.CANCEL})
_VALUES = {"desynced": "de-synced"}
"""The values that are another word in prose."""
_DAYS = frozenset({"date_of_birth", "deleting_on", "desynced_since", "left_on", "kept_on", "review_on"})
"""The fields that hold a day, as `2014-03-02`."""


def did_words(entry: Entry, counts: ChangeCounts, glyphs: Glyphs) -> str:
    """What an entry did, in little room: `+30 ~64 −13`, or `4 erased`."""
    if entry.what is What.PURGE:
        return f"{entry.erased_people:,} erased"
    if entry.what is What.EXPORT and entry.web_hub:
        return _export_words(entry.web_hub)
    if entry.what in _DECISIONS:
        return people_words(counts.total)
    return done_signs(counts, glyphs)


def _export_words(state: WebHubState) -> str:
    told = ((len(state.pupils), "exported"), (len(state.without_access), "to revoke"))
    return ", ".join(f"{number:,} {word}" for number, word in told if number)


def concerns(kinds: Sequence[Kind]) -> str:
    """Which kinds an entry concerns."""
    if len(kinds) == len(Kind):
        return "everything"
    return ", ".join(kind_heading(kind).lower() for kind in kinds)


def remark(entry: Entry, undone_by: int | None) -> str:
    """What else is to be known of an entry: what it undoes, what undid it, why it came to nothing."""
    told = (
        f"of entry {entry.undoes}" if entry.undoes else "",
        f"undone by {undone_by}" if undone_by else "",
        (entry.connector or "").capitalize() if entry.what in (What.CONNECT, What.DISCONNECT) else "",
        "MIS ids cleared" if entry.clear_mis_ids else "",
        entry.backup or "",
        _kept_words(entry),
        entry.text,
    )
    return ", ".join(part for part in told if part)


def where_kept(entry: Entry) -> str:
    """What somebody was kept without: `not in the files`."""
    return "not in the files" if entry.digest else "not in the MIS's lists"


def _kept_words(entry: Entry) -> str:
    numbers = {kind: entry.counts.get(kind.plural, {}).get(KEPT, 0) for kind in Kind}
    who = enumerated(kind.counted(number) for kind, number in numbers.items() if number)
    return f"{who} {where_kept(entry)} but kept" if who else ""


def undone_run(run: int | None, undone_by: int) -> str:
    """That a run no longer stands: `run 5 was undone (entry 6)`."""
    return f"run {run} was undone (entry {undone_by})"


def field_label(name: str) -> str:
    """What a field is called beside its value: `year`, `MIS email`."""
    return FIELDS[name].short


def field_title(name: str) -> str:
    """What a field is called at the beginning of a line: `Year`, `MIS email`."""
    label = field_label(name)
    return f"{label[0].upper()}{label[1:]}"


def field_value(name: str, value: str | None, glyphs: Glyphs) -> str:
    """A value as a person reads it; a dash where there is none."""
    if value is None:
        return glyphs.dash
    if name == "connector":
        return value.capitalize()
    if name in _DAYS:
        return shown_day(date.fromisoformat(value))
    return _VALUES.get(value, value.replace("_", " ")) if name in FIELDS and FIELDS[name].is_coded else value


def fields_words(fields: FieldChanges, glyphs: Glyphs) -> Iterator[str]:
    """What changes in a record, a text for each field: `class: 4A → 5A`."""
    for name, (before, after) in fields.items():
        old, new = (field_value(name, one, glyphs) for one in (before, after))
        yield f"{field_label(name)}: {old} {glyphs.arrow} {new}"
