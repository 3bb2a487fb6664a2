"""Who is in a list: pupils, staff, or both with a column that says which."""

from collections.abc import Sequence

from msgspec import Struct

from marktui.connectors.files.readers.choices import Choices
from marktui.connectors.files.readers.csv.known_headings import PUPILS, STAFF, key_of, known_headings
from marktui.connectors.files.readers.csv.match_columns import match_columns
from marktui.connectors.files.readers.csv.table import Line, Table

_PUPIL = frozenset({"pupil", "pupils", "student", "students", "learner", "learners", "s", "p", "1"})
_TEACHER = frozenset({
    "teacher", "teachers", "teachingstaff", "staff", "supportstaff", "t", "2", "3", "teachingassistant",
    "employee", "nonteachingstaff", "associatestaff", "administrator", "admin", "aide",
})  # fmt: skip
_WEIGHTS = {"upn": 3, "admission": 3, "year": 2, "class": 1, "date_of_birth": 1}
"""What headings of pupils say; a list of the staff can have a birth date, or a form."""
_STAFF_WORDS = ("staff", "teacher", "employ", "workemail", "payroll", "jobtitle")
_FILE_WORDS = {
    PUPILS: ("pupil", "student", "learner", "children", "roll"),
    STAFF: ("staff", "teacher", "employee"),
}


class Contents(Struct, frozen=True):
    """The rows of each part of a file."""

    parts: tuple[tuple[str, tuple[Line, ...]], ...]
    """`pupils`, `staff`, or both; none where that is not known."""
    neither: int = 0
    """How many rows are of people who are neither, such as parents."""
    unsaid: int = 0
    """How many rows have no role where others have one: they may be anybody's."""

    @property
    def words(self) -> str:
        """For people: "pupils and staff"."""
        return " and ".join(part for part, _ in self.parts)


def contents_of(table: Table, choices: Choices, said: str = "") -> Contents:
    """Who is in a file: what a person has said, else its column of roles, its headings, its name."""
    by_role = _by_role(table, choices)
    if by_role is not None and (not said or said in dict(by_role.parts)):
        parts = tuple(one for one in by_role.parts if said in ("", one[0]))
        return Contents(parts, by_role.neither, by_role.unsaid)
    part = said or _by_headings(table.headings, choices) or _by_name(table.file)
    return Contents(((part, tuple(table.rows)),) if part else ())


def _by_role(table: Table, choices: Choices) -> Contents | None:
    """The rows by role; None where no row is said to be a pupil's."""
    place = match_columns(table, PUPILS, choices).places.get("role")
    if place is None:
        return None
    texts = {line.cells[place] for line in table.rows if len(line.cells) > place}
    keys = {text: key_of(text) for text in texts}
    if not _PUPIL & set(keys.values()):
        return None
    parts: dict[str, list[Line]] = {PUPILS: [], STAFF: []}
    neither = unsaid = 0
    for line in table.rows:
        role = keys[line.cells[place]] if len(line.cells) > place else ""
        part = PUPILS if role in _PUPIL else STAFF if role in _TEACHER else ""
        if part:
            parts[part].append(line)
        neither += not part
        unsaid += not role
    return Contents(tuple((part, tuple(lines)) for part, lines in parts.items() if lines), neither, unsaid)


def _by_headings(headings: Sequence[str], choices: Choices) -> str:
    keys = list(map(key_of, headings))
    pupils = {known_headings(PUPILS).get(key, ("", 0))[0] for key in keys}
    of_pupils = sum(_WEIGHTS.get(field, 0) for field in pupils)
    of_staff = 2 * sum(
        known_headings(STAFF).get(key, ("", 0))[0] == "code" or any(word in key for word in _STAFF_WORDS)
        for key in keys
    )
    picked = {key_of(heading): name.partition(".")[0] for name, heading in choices.columns.items()}
    of_pupils += 4 * sum(picked.get(key) == PUPILS for key in keys)
    of_staff += 4 * sum(picked.get(key) == STAFF for key in keys)
    if of_pupils == of_staff:
        return ""
    return PUPILS if of_pupils > of_staff else STAFF


def _by_name(file: str) -> str:
    key = file.casefold()
    found = [part for part, words in _FILE_WORDS.items() if any(word in key for word in words)]
    return found[0] if len(found) == 1 else ""
