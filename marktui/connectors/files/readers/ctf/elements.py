"""The few elements of a Common Transfer File that are read; all others are passed over and never kept.

The file is never held as a tree: expat goes through it once. A document type, with which a few lines of XML
can grow to gigabytes or open other files, is refused where it begins.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from xml.parsers import expat

from msgspec import Struct

from marktui.connectors.errors import ConnectorError
from marktui.connectors.files.readers.errors import UnreadableFileError, cut_off
from marktui.connectors.files.roster import FileContent

_ROOT = "CTfile"
_HEADER = (
    "CTFversion", "DateTime", "DocumentQualifier", "SourceSchool/LEA", "SourceSchool/Estab",
    "SourceSchool/URN", "SourceSchool/SchoolName", "SourceSchool/AcademicYear",
)  # fmt: skip
_FACTS = (
    "UPN", "Surname", "Forename", "DOB", "LeavingDate",
    "BasicDetails/PreferredSurname", "BasicDetails/PreferredForename", "BasicDetails/NCyearActual",
    "BasicDetails/EnrolStatus",
)  # fmt: skip
_STAYS = ("LEA", "Estab", "URN", "EntryDate", "LeavingDate", "LastSchool")
_IN_HEADER, _IN_FACTS, _IN_STAY = range(3)
_LONGEST = 1_000
_DEEPEST = 40
_PIECE = 256 * 1024
"""The bytes that are parsed at once."""
_LONGEST_TAG = 1024**2
"""The bytes of a tag with its attributes, of which each takes a hundred times its size."""
_MOST_NAMES = 10_000
"""The names of elements and attributes; the format has some hundreds."""
_MOST_STAYS = 100
_MOST_PUPILS = 500_000
_ENDED_EARLY = frozenset(
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)


class PupilElement(Struct, frozen=True, gc=False):
    """A pupil as the file has them."""

    line: int
    facts: Mapping[str, str]
    """What stands in the elements, by path: `BasicDetails/NCyearActual`."""
    stays: Sequence[Mapping[str, str]]
    """The schools of their history."""


class Elements(Struct, frozen=True):
    """A Common Transfer File, as far as it is read."""

    file: str
    header: Mapping[str, str]
    """By path: `SourceSchool/LEA`."""
    pupils: tuple[PupilElement, ...]


def elements_of(file: FileContent) -> Elements:
    """What is read of a file; raises where it is no Common Transfer File, or ends too early."""
    return _Parser(file).parse()


class _Element:
    """An element that can be met, and what is done with it."""

    __slots__ = ("begin", "inner", "key", "target")

    def __init__(self) -> None:
        self.inner: dict[str, _Element] = {}
        """What can be in it, by name."""
        self.begin: Callable[[], None] | None = None
        self.key = ""
        """The name under which its text is kept; empty where it is not."""
        self.target = 0
        """Where its text is kept: in the header, the facts of a pupil, or a stay."""

    def at(self, path: str) -> "_Element":
        """The element at a path in this one."""
        found = self
        for name in path.split("/"):
            found = found.inner.setdefault(name, _Element())
        return found

    def keep(self, paths: Iterable[str], target: int) -> None:
        """Keep the text of elements in this one."""
        for path in paths:
            element = self.at(path)
            element.key, element.target = path, target


class _Parser:
    """Goes through one file."""

    def __init__(self, file: FileContent) -> None:
        self._name = file.name
        self._content = file.content
        self._pupils: list[PupilElement] = []
        self._stays: list[dict[str, str]] = []
        self._targets: list[dict[str, str]] = [{}, {}, {}]
        self._text: list[str] = []
        self._nothing = _Element()
        self._open = [self._map()]
        """The elements that are open, the innermost last."""
        self._expat = expat.ParserCreate()
        self._expat.buffer_text = True
        self._expat.CharacterDataHandler = self._text.append
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.StartDoctypeDeclHandler = self._refuse_doctype

    def _map(self) -> _Element:
        """Every element that is read, in what stands around it."""
        document = _Element()
        document.at(f"{_ROOT}/Header").keep(_HEADER, _IN_HEADER)
        pupil = document.at(f"{_ROOT}/CTFpupilData/Pupil")
        pupil.begin = self._begin_pupil
        pupil.keep(_FACTS, _IN_FACTS)
        school = pupil.at("SchoolHistory/School")
        school.begin = self._begin_stay
        school.keep(_STAYS, _IN_STAY)
        return document

    def parse(self) -> Elements:
        """What is read of the file."""
        try:
            self._go_through()
        except expat.ExpatError as wrong:
            raise self._broken(wrong) from None
        except (LookupError, ValueError):
            raise UnreadableFileError(
                f"{self._name} is in an encoding that is not known.", "Export it again in UTF-8."
            ) from None
        return Elements(self._name, self._targets[_IN_HEADER], tuple(self._pupils))

    def _go_through(self) -> None:
        """Parse the file piece by piece, so that nothing in it can take far more memory than it has bytes."""
        for start in range(0, len(self._content), _PIECE):
            piece = self._content[start : start + _PIECE]
            self._expat.Parse(piece, False)
            waiting = start + len(piece) - self._expat.CurrentByteIndex
            if waiting > _LONGEST_TAG or len(self._expat.intern) > _MOST_NAMES:
                raise UnreadableFileError(
                    f"{self._name} is not a Common Transfer File: it has a tag that is far too long, or "
                    "far too many names.",
                    "It was not made by an MIS: delete it.",
                )
        self._expat.Parse(b"", True)

    def _broken(self, wrong: expat.ExpatError) -> ConnectorError:
        if wrong.code in _ENDED_EARLY:
            return cut_off(self._name, f"the XML is not closed at line {wrong.lineno:,}")
        return UnreadableFileError(
            f"Line {wrong.lineno:,} of {self._name} is damaged: it is not XML.", "Export it again."
        )

    def _refuse_doctype(self, *_: object) -> None:
        raise UnreadableFileError(
            f"{self._name} has a document type, which a Common Transfer File never has. It was not read.",
            "It was not made by an MIS: delete it.",
        )

    def _start(self, name: str, _: object) -> None:
        around = self._open[-1].inner
        element = around[name] if name in around else self._meet(name)
        self._open.append(element)
        self._text.clear()
        if element.begin is not None:
            element.begin()

    def _meet(self, name: str) -> _Element:
        """An element that is not read, or whose name has a prefix."""
        if len(self._open) > _DEEPEST:
            raise UnreadableFileError(f"{self._name} is not a Common Transfer File: it is too deep.")
        element = self._open[-1].inner.get(name.rpartition(":")[2])
        if element is None and len(self._open) == 1:
            raise UnreadableFileError(
                f"{self._name} is XML, but not a Common Transfer File.", "Export a CTF, or a CSV file."
            )
        return element or self._nothing

    def _end(self, _: str) -> None:
        element = self._open.pop()
        if element.key:
            self._targets[element.target][element.key] = "".join(self._text)[:_LONGEST].strip()

    def _begin_pupil(self) -> None:
        if len(self._pupils) >= _MOST_PUPILS:
            raise UnreadableFileError(f"{self._name} has more than {_MOST_PUPILS:,} pupils.")
        self._targets[_IN_FACTS], self._stays = {}, []
        pupil = PupilElement(self._expat.CurrentLineNumber, self._targets[_IN_FACTS], self._stays)
        self._pupils.append(pupil)

    def _begin_stay(self) -> None:
        self._targets[_IN_STAY] = {}
        if len(self._stays) < _MOST_STAYS:
            self._stays.append(self._targets[_IN_STAY])
