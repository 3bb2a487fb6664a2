"""Which column of a file is which field, and why (docs/files.md, Headings)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from marktui.connectors.files.readers.choices import NOT_READ, AgreedList, Choices
from marktui.connectors.files.readers.csv.agreed_columns import agreed_for, allows, changed_words
from marktui.connectors.files.readers.csv.known_headings import (
    FIELDS,
    Field,
    field_of,
    key_of,
    known_headings,
    pick_key,
    pickable,
)
from marktui.connectors.files.readers.csv.table import Table
from marktui.connectors.files.readers.preview import ColumnGuess

_PICKED = "picked by hand"
_USUAL = "a usual heading"
_ANOTHER = "another column is read as the {label}"
_TWICE = "several columns can be the {label}, and they differ"
_LEFT_OUT = "left out by hand"
_NEW = "it was not there when the hub was connected"


class Columns(Struct, frozen=True):
    """The columns of one part of a file."""

    part: str
    """Who is in the part: `pupils` or `staff`."""
    places: Mapping[str, int]
    """The column of each field that is read, counted from 0."""
    why: Mapping[int, ColumnGuess]
    """The guess of each column that is read or could be, by its place."""
    needed: str = ""
    """What a person has to pick first, as a sentence; empty where nothing is open."""
    advice: str = ""
    open_fields: tuple[str, ...] = ()
    """The fields that two columns can be."""
    changed: str = ""
    """What is not as it was when the hub was connected, in sentences; empty where all is."""
    agreed: AgreedList | None = None
    """What it was read from when the hub was connected; None while it is being connected."""


def match_columns(table: Table, part: str, choices: Choices) -> Columns:
    """The columns of one part of a file: those picked by hand, else by their headings."""
    names = pickable(table.headings)
    agreed = agreed_for(choices.agreed, part, names)
    places, why, missing = _picked(names, part, choices)
    open_fields: list[tuple[Field, list[int]]] = []
    new: list[str] = []
    for field, found in _by_heading(table.headings, part, set(places.values())):
        name, reason = f"{part}.{field.name}", _ANOTHER
        can_be = [one for one in found if agreed is None or allows(agreed, field.name, names[one[0]], names)]
        best = [place for place, rank in can_be if rank == can_be[0][1]]
        if choices.columns.get(name) == NOT_READ:
            reason = _LEFT_OUT
        elif field.name not in places and not best:
            reason = _NEW
            new += [names[place] for place, _ in found if agreed and field.name not in agreed.fields]
        elif field.name not in places and len(best) > 1 and not _are_equal(table, best):
            open_fields.append((field, best))
            reason = _TWICE
        elif field.name not in places:
            places[field.name] = best[0]
            why[best[0]] = ColumnGuess(names[best[0]], name, _USUAL)
        for place, _ in found:
            why.setdefault(place, ColumnGuess(names[place], None, reason.format(label=field.label)))
    changed = _changed(table, names, places, agreed, new)
    needed, advice = _needed(table, part, places, open_fields, missing)
    needed = f"{needed} {changed}".strip() if needed and not missing else needed
    open_names = tuple(field.name for field, _ in open_fields)
    return Columns(part, places, why, needed, advice, open_names, changed, agreed)


def _changed(
    table: Table,
    names: Sequence[str],
    places: Mapping[str, int],
    agreed: AgreedList | None,
    new: Sequence[str],
) -> str:
    if agreed is None:
        return ""
    read = {field: names[place] for field, place in places.items()}
    return changed_words(table.file, names, agreed, read, new)


def _picked(
    names: Sequence[str], part: str, choices: Choices
) -> tuple[dict[str, int], dict[int, ColumnGuess], list[str]]:
    """The columns that a person picked, and the picks that the file does not have."""
    places: dict[str, int] = {}
    why: dict[int, ColumnGuess] = {}
    missing = []
    keys = {pick_key(name): place for place, name in reversed(tuple(enumerate(names)))}
    for name, heading in choices.columns.items():
        of_part, _, field = name.partition(".")
        if of_part != part or heading == NOT_READ or field_of(part, field) is None:
            continue
        place = keys.get(pick_key(heading))
        if place is None:
            missing.append(heading)
        else:
            places[field] = place
            why[place] = ColumnGuess(names[place], name, _PICKED)
    return places, why, missing


def _by_heading(
    headings: Sequence[str], part: str, taken: set[int]
) -> Iterator[tuple[Field, list[tuple[int, int]]]]:
    """The columns that can be each field by their headings, the most certain first."""
    known = known_headings(part)
    found = defaultdict(list)
    for place, heading in enumerate(headings):
        hit = known.get(key_of(heading))
        if hit is not None and place not in taken:
            found[hit[0]].append((place, hit[1]))
    for field in FIELDS[part]:
        if field.name in found:
            yield field, sorted(found[field.name], key=lambda one: one[1])


def _are_equal(table: Table, places: Sequence[int]) -> bool:
    """Whether columns have the same values in every row."""
    last = max(places)
    rows = (line.cells for line in table.rows if len(line.cells) > last)
    return all(len({cells[place] for place in places}) == 1 for cells in rows)


def _needed(
    table: Table,
    part: str,
    places: Mapping[str, int],
    open_fields: Sequence[tuple[Field, Sequence[int]]],
    missing: Sequence[str],
) -> tuple[str, str]:
    """What keeps a file from being read, and what to do about it."""
    if missing:
        sentence = f"{table.file} has no column “{missing[0]}”, which was picked by hand."
        return sentence, "Pick another column."
    if open_fields:
        field, twice = open_fields[0]
        heading = table.headings[twice[0]]
        names = [f"“{heading}#{number}”" for number in range(2, len(twice) + 1)]
        sentence = f"{table.file} has {len(twice)} columns “{heading}”, and they differ."
        return sentence, f"Pick one for {part}.{field.name}: “{heading}” or {' or '.join(names)}."
    if "full_name" not in places:
        for which in ("last", "first"):
            if not any(f"{sort}{which}_name" in places for sort in ("", "preferred_", "legal_")):
                sentence = f"{table.file} has no column for the {which} names of its {part}."
                return sentence, f"Pick one for {part}.{which}_name."
    return "", ""
