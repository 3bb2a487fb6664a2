"""What each list was read from when the hub was connected: later files are read from the same columns.

`connect` shows which heading is which field, and a person has agreed to that. So a heading that comes later
takes no field over, and one that has gone is told by name (docs/files.md, Headings).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from marktui.connectors.files.readers.choices import AgreedList
from marktui.connectors.files.readers.csv.known_headings import field_of, pick_key
from marktui.connectors.files.readers.preview import FilePreview
from marktui.hub.model.text import enumerated

_FREE = frozenset({"entry_date", "leaving_date", "role", "school", "status"})
"""Fields that say who is in the school, and nothing else of anybody: a new column of them has to be read."""
_FEW = 6
"""How many headings are named that are new and not read."""


def allows(agreed: AgreedList, field: str, heading: str, headings: Iterable[str]) -> bool:
    """Whether a field may be read from one of these headings of a file."""
    own = agreed.fields.get(field)
    if field in _FREE and (own is None or pick_key(own) not in map(pick_key, headings)):
        return True
    # Without the number of its name: where a second column has the name now, a person has to say which it is.
    return own is not None and pick_key(own)[0] == pick_key(heading)[0]


def agreed_in(files: Iterable[FilePreview]) -> str:
    """What is agreed to by connecting to files, in the form in which it is stored; empty without any list."""
    lists = {msgspec.json.encode(one).decode(): None for file in files for one in _lists_in(file)}
    return f"[{','.join(lists)}]" if lists else ""


def agreed_for(lists: Iterable[AgreedList], part: str, headings: Sequence[str]) -> AgreedList | None:
    """The list that a file is most like; None where none of its part was there."""
    keys = set(map(pick_key, headings))

    def likeness(one: AgreedList) -> int:
        return len(keys.intersection(map(pick_key, one.fields.values())))

    return max((one for one in lists if one.part == part), key=likeness, default=None)


def changed_words(
    file: str, headings: Sequence[str], agreed: AgreedList, read: Mapping[str, str], new: Sequence[str]
) -> str:
    """What of a file is not as it was when the hub was connected, in sentences; empty where all is.

    Args:
        read: The heading of each field that is read.
        new: The headings that could be a field that was not read then.
    """
    keys = set(map(pick_key, headings))
    gone = {field: heading for field, heading in agreed.fields.items() if pick_key(heading) not in keys}
    labels = {field: known.label if (known := field_of(agreed.part, field)) else field for field in gone}
    messages = []
    if gone:
        named = enumerated(f"“{heading}” ({labels[field]})" for field, heading in gone.items())
        messages.append(f"{file} has no column {named} any more.")
    messages += [f"The {labels[field]} is read from “{read[field]}” now." for field in gone if field in read]
    unread = _unread(headings, agreed, read) if gone else new
    if unread:
        messages.append(f"New in {file}, and not read: {enumerated(unread, _FEW)}.")
    return " ".join(messages)


def _unread(headings: Iterable[str], agreed: AgreedList, read: Mapping[str, str]) -> list[str]:
    """The headings that were not there before, and that nothing is read from."""
    known = {pick_key(heading) for heading in (*agreed.headings, *read.values())}
    return [heading for heading in headings if heading and pick_key(heading) not in known]


def _lists_in(file: FilePreview) -> Iterator[AgreedList]:
    """What is read of the parts of a list; other formats say what stands where."""
    headings = tuple(one.heading for one in file.columns)
    parts: dict[str, dict[str, str]] = {}
    for one in file.fields:
        part, _, field = one.field.partition(".")
        if one.heading:
            parts.setdefault(part, {})[field] = one.heading
    for part, fields in parts.items():
        yield AgreedList(part, fields, headings)
