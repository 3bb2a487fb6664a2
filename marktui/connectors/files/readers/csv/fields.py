"""Every field that a list can have, with the column that it is read from: what a person corrects."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from marktui.connectors.files.readers.choices import NOT_READ, AgreedList, Choices
from marktui.connectors.files.readers.csv.known_headings import (
    FIELDS,
    PRESETS,
    Field,
    key_of,
    pick_key,
    pickable,
    preset_of,
)
from marktui.connectors.files.readers.csv.match_columns import Columns
from marktui.connectors.files.readers.csv.table import Line, Table
from marktui.connectors.files.readers.preview import FieldGuess

_NAMES = ("first_name", "last_name")


def field_guesses(
    table: Table, lines: Sequence[Line], columns: Columns, choices: Choices
) -> Iterator[FieldGuess]:
    """The fields of one part of a file, those without a column included."""
    names = pickable(table.headings)
    preset = preset_of(table.headings)
    usual = set(map(key_of, PRESETS.get(preset, ())))
    filled = filled_cells(lines, set(columns.places.values()))
    for field in FIELDS[columns.part]:
        name = f"{columns.part}.{field.name}"
        place = columns.places.get(field.name)
        picked = choices.columns.get(name)
        if picked and place is not None and pick_key(names[place]) != pick_key(picked):
            # The file is refused, and not read from the column that its heading shows.
            place = None
        is_twice = place is None and picked is None and field.name in columns.open_fields
        heading = names[place] if place is not None else picked or None
        as_preset = f"as in {preset}" if heading and key_of(heading) in usual else "a usual heading"
        found = _as_agreed(field, heading, columns.agreed) or (as_preset if heading else "")
        yield FieldGuess(
            field=name,
            label=field.label,
            heading=heading,
            why="two columns can be it" if is_twice else _why(place, picked, found),
            is_picked=picked is not None,
            is_open=is_twice or (place is None and bool(picked)),
            is_required=_is_required(field, columns.places),
            filled=filled.get(place, 0) if place is not None else 0,
            rows=len(lines),
        )


def filled_cells(lines: Iterable[Line], places: Iterable[int]) -> Mapping[int, int]:
    """In how many rows something stands in each column; blanks are nothing."""
    counts = dict.fromkeys(places, 0)
    for line in lines:
        cells = line.cells
        for place in counts:
            if place < len(cells) and cells[place] and not cells[place].isspace():
                counts[place] += 1
    return counts


def _why(place: int | None, picked: str | None, found: str) -> str:
    if picked == NOT_READ:
        return "left out by hand"
    if picked is not None:
        return "picked by hand" if place is not None else "picked by hand, and not there"
    return found


def _as_agreed(field: Field, heading: str | None, agreed: AgreedList | None) -> str:
    """What became of the heading that was agreed to; empty where none was for this field."""
    own = agreed.fields.get(field.name) if agreed else None
    if own is None:
        return ""
    if heading is None:
        return f"“{own}” is gone"
    return "as before" if pick_key(own)[0] == pick_key(heading)[0] else f"“{own}” is gone; this is read now"


def _is_required(field: Field, places: Mapping[str, int]) -> bool:
    """Whether a name is needed: a full name stands for both, a preferred or legal one for its own."""
    others = ("full_name", f"preferred_{field.name}", f"legal_{field.name}")
    return field.name in _NAMES and not places.keys() & set(others)
