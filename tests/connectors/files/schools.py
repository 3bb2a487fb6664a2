"""Files of an invented school, and what is read of them."""

from datetime import date

from marktui.connectors.files.formats import read_files
from marktui.connectors.files.roster import FileContent, Roster
from marktui.connectors.mis import MisClass, MisPupil, MisTeacher
from marktui.hub.model.kind import Kind

TODAY = date(2026, 11, 28)

HEAD = "Adno,UPN,Surname,Forename,DOB,Year,Reg"
RUTH = "004411,X999200116001,Okafor,Ruth,14/06/2016,Y5,5 Oak"
SAM = "004412,,Smith,Sam,01/02/2016,5,5 Oak"


def file(text: str | bytes, name: str = "pupils.csv") -> FileContent:
    """A file as it lies on disk."""
    return FileContent(name, text if isinstance(text, bytes) else text.encode())


def read(*texts: str | bytes | FileContent, **settings: str) -> Roster:
    """What files of pupils say, with the settings given."""
    files = [one if isinstance(one, FileContent) else file(one) for one in texts]
    return read_files(files, today=TODAY, settings=settings)


def pupils(roster: Roster) -> dict[str, MisPupil]:
    """The pupils that can be used, by MIS id."""
    return {row.mis_id: row for row in roster.rows[Kind.PUPIL] if isinstance(row, MisPupil)}


def teachers(roster: Roster) -> dict[str, MisTeacher]:
    """The staff that can be used, by MIS id."""
    return {row.mis_id: row for row in roster.rows[Kind.TEACHER] if isinstance(row, MisTeacher)}


def classes(roster: Roster) -> list[MisClass]:
    """The classes, in their order."""
    return [row for row in roster.rows[Kind.CLASS] if isinstance(row, MisClass)]


def upn(number: int) -> str:
    """A UPN with its check letter."""
    digits = f"9992001{number:05}"
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[sum(n * int(digit) for n, digit in enumerate(digits, 2)) % 23] + digits


def csv_list(*rows: str, head: str = HEAD, end: str = "\r\n") -> str:
    return "".join(f"{row}{end}" for row in (head, *(rows or (RUTH, SAM))))


def names(text: str | bytes, **settings: str) -> list[str]:
    return [one.name for one in pupils(read(text, **settings)).values()]
