"""What a file is taken for, before it is read: shown to a person, who can correct it."""

from msgspec import Struct


class ColumnGuess(Struct, frozen=True):
    """One heading of a file, and the field that it is read as."""

    heading: str
    """The heading as it stands in the file, clean."""
    field: str | None
    """What it is read as, as it is named in a choice: `pupils.upn`; None where it is not read."""
    why: str
    """Why, in a few words: "a usual heading", "picked by hand", "not needed"."""


class FilePreview(Struct, frozen=True, kw_only=True):
    """What one file is taken for."""

    file: str
    format: str
    """`csv`, `ctf`, `oneroster` or `sds`."""
    words: str
    """The same for people: "CSV with semicolons, headings as SIMS has them"."""
    contents: str = ""
    """Whom it is of: "pupils", "staff", "pupils and staff"; empty where that is not known."""
    rows: int | None = None
    """How many rows stand below the headings; None where that is not counted."""
    columns: tuple[ColumnGuess, ...] = ()
    needed: str = ""
    """What has to be said before it can be read, as a sentence; empty where nothing has."""
