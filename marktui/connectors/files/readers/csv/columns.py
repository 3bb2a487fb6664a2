"""Which column of a file is which field, and why (docs/files.md, Headings)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from marktui.connectors.files.readers.choices import NOT_READ, Choices
from marktui.connectors.files.readers.csv.headings import FIELDS, Field, field_of, key_of, known_headings
from marktui.connectors.files.readers.csv.table import Table
from marktui.connectors.files.readers.preview import ColumnGuess

_PICKED = "picked by hand"
_USUAL = "a usual heading"
_ANOTHER = "another column is read as the {label}"
_TWICE = "several columns can be the {label}, and they differ"
_LEFT_OUT = "left out by hand"


class Columns(Struct, frozen=True):
    """The columns of one part of a file."""

    part: str
    """Whom the part is of: `pupils` or `staff`."""
    places: Mapping[str, int]
    """The column of each field that is read, counted from 0."""
    why: Mapping[int, ColumnGuess]
    """The guess of each column that is read or could be, by its place."""
    needed: str = ""
    """What a person has to pick first, as a sentence; empty where nothing is open."""
    advice: str = ""
    open_fields: tuple[str, ...] = ()
    """The fields that two columns can be."""


def match_columns(table: Table, part: str, choices: Choices) -> Columns:
    """The columns of one part of a file: those picked by hand, else by their headings."""
    names = pickable(table.headings)
    places, why, missing = _picked(names, part, choices)
    open_fields: list[tuple[Field, list[int]]] = []
    for field, found in _by_heading(table.headings, part, set(places.values())):
        name, told = f"{part}.{field.name}", _ANOTHER
        best = [place for place, rank in found if rank == found[0][1]]
        if choices.columns.get(name) == NOT_READ:
            told = _LEFT_OUT
        elif field.name not in places and len(best) > 1 and not _are_equal(table, best):
            open_fields.append((field, best))
            told = _TWICE
        elif field.name not in places:
            places[field.name] = best[0]
            why[best[0]] = ColumnGuess(names[best[0]], name, _USUAL)
        for place, _ in found:
            why.setdefault(place, ColumnGuess(names[place], None, told.format(label=field.label)))
    needed, advice = _needed(table, part, places, open_fields, missing)
    return Columns(part, places, why, needed, advice, tuple(field.name for field, _ in open_fields))


def pickable(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings as they can be picked: one that comes twice is `Name` and `Name#2`."""
    seen: Counter[str] = Counter()
    names = []
    for heading in headings:
        seen[key_of(heading)] += 1
        number = seen[key_of(heading)]
        names.append(heading if number == 1 else f"{heading}#{number}")
    return tuple(names)


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


def pick_key(heading: str) -> tuple[str, str]:
    """What is compared of a heading that was picked: its letters, and which one of its name it is."""
    plain, mark, number = heading.rpartition("#")
    return (key_of(plain), number) if mark and number.isdecimal() else (key_of(heading), "")


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
