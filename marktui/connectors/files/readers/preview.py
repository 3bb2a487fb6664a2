"""What a file is taken for, before it is read: shown to a person, who can correct it."""

from msgspec import Struct


class ColumnGuess(Struct, frozen=True):
    """One heading of a file, and the field that it is read as."""

    heading: str
    """The heading as it stands in the file, clean."""
    field: str | None
    """What it is read as, as it is named in a choice: `pupils.upn`; None where it is not read."""
    why: str
    """Why, in a few words: "a usual heading", "picked by hand", "not a known heading"."""
    filled: int | None = None
    """In how many rows something stands below it; None where that is not counted."""


class FieldGuess(Struct, frozen=True, kw_only=True):
    """One field that a file can have, and the column that it is read from."""

    field: str
    """As it is named in a choice: `pupils.upn`."""
    label: str
    """The same for people: "UPN"."""
    heading: str | None
    """The heading of its column; None where it is read from none."""
    why: str
    """How that was found, in a few words: "a usual heading", "as in SIMS", "picked by hand"."""
    is_picked: bool = False
    """Whether a person said it."""
    is_open: bool = False
    """Whether a person has to say it: two columns can be the field, or what was picked is not there."""
    is_required: bool = False
    """Whether nobody can be read without it."""
    filled: int = 0
    """In how many rows something stands in it."""
    rows: int = 0
    """How many rows there are that could have it."""


class FilePreview(Struct, frozen=True, kw_only=True):
    """What one file is taken for."""

    file: str
    format: str
    """`csv`, `ctf`, `oneroster` or `sds`."""
    words: str
    """The same for people: "CSV with semicolons, headings as SIMS has them"."""
    contents: str = ""
    """Who is in it: "pupils", "staff", "pupils and staff"; empty where that is not known."""
    rows: int | None = None
    """How many rows stand below the headings; None where that is not counted."""
    columns: tuple[ColumnGuess, ...] = ()
    fields: tuple[FieldGuess, ...] = ()
    """Every field of the people in it; none where its format says what stands where."""
    said: str = ""
    """Who is in it, as a person said: `pupils` or `staff`."""
    place: str = ""
    """Where it is, as a person can name it; empty for a file in a zip."""
    schools: tuple[str, ...] = ()
    """The schools that it names, some of them where there are very many."""
    changed: str = ""
    """What is not as it was when the hub was connected, in sentences; empty where all is."""
    needed: str = ""
    """What has to be said before it can be read, as a sentence; empty where nothing has."""
