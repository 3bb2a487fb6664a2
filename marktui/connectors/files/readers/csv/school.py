"""The rows of one school, where a column says which school each is of: a trust can export all of its own."""

from collections.abc import Sequence
from itertools import islice

from msgspec import Struct

from marktui.connectors.files.readers.choices import Setting
from marktui.connectors.files.readers.csv.match_columns import Columns
from marktui.connectors.files.readers.csv.table import Line, Table
from marktui.connectors.files.readers.errors import ChoiceNeededError
from marktui.hub.model.text import enumerated, fold, natural_order, one_spaced

_MOST_SCHOOLS = 100


def schools_in(lines: Sequence[Line], columns: Columns) -> tuple[str, ...]:
    """The schools that rows are said to be of, some of them where there are very many."""
    place = columns.places.get("school")
    if place is None:
        return ()
    written = {line.cells[place] for line in lines if place < len(line.cells)}
    names = {fold(text): one_spaced(text) for text in sorted(written) if text.strip()}
    return tuple(sorted(islice(names.values(), _MOST_SCHOOLS), key=natural_order))


class OneSchool(Struct, frozen=True):
    """The rows of one school."""

    lines: Sequence[Line]
    name: str | None = None
    """Its name; None where no column says it."""
    unsaid: int = 0
    """How many rows of a file with several schools do not say of which one they are."""


def of_one_school(table: Table, lines: Sequence[Line], columns: Columns, said: str) -> OneSchool:
    """The rows of the school that a person has picked, or of the only one.

    Raises:
        ChoiceNeededError: The rows are of several schools, and nobody has picked one of them.
    """
    place = columns.places.get("school")
    if place is None:
        return OneSchool(lines)
    written = [line.cells[place] if place < len(line.cells) else "" for line in lines]
    names = {text: one_spaced(text) for text in set(written)}
    schools = {fold(name): name for name in names.values() if name}
    if len(schools) > 1 and fold(said) not in schools:
        few = enumerated(sorted(schools.values(), key=natural_order), 10)
        raise ChoiceNeededError(
            f"{table.file} holds {len(schools):,} schools: {few}.",
            "Say which one is this hub's.",
            Setting.ORG,
        )
    if said and schools and fold(said) not in schools:
        [only] = schools.values()
        raise ChoiceNeededError(
            f"{table.file} is from {only}, not from {said}.", "Say which one is this hub's.", Setting.ORG
        )
    if len(schools) > 1:
        key = fold(said)
        here = [line for line, text in zip(lines, written, strict=True) if fold(names[text]) == key]
        return OneSchool(here, schools[key], sum(not names[text] for text in written))
    return OneSchool(lines, next(iter(schools.values()), None))
