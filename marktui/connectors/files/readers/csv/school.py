"""The rows of one school, where a column says which school each is of: a trust can export all of its own."""

from collections.abc import Sequence

from marktui.connectors.files.readers.choices import Setting
from marktui.connectors.files.readers.csv.columns import Columns
from marktui.connectors.files.readers.csv.table import Line, Table
from marktui.connectors.files.readers.errors import ChoiceNeededError
from marktui.hub.model.text import enumerated, fold, natural_order, one_spaced


def of_one_school(
    table: Table, lines: Sequence[Line], columns: Columns, said: str
) -> tuple[Sequence[Line], str | None]:
    """The rows of the school that a person has picked, or of the only one, and its name.

    Raises:
        ChoiceNeededError: The rows are of several schools, and nobody has picked one of them.
    """
    place = columns.places.get("school")
    if place is None:
        return lines, None
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
    if len(schools) > 1:
        key = fold(said)
        lines = [line for line, text in zip(lines, written, strict=True) if fold(names[text]) == key]
        return lines, schools[key]
    return lines, next(iter(schools.values()), None)
