"""Pupils of a Common Transfer File, and what its header says (docs/files.md, CTF)."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime

from msgspec import Struct

from marktui.connectors.files.readers.ctf.elements import Elements, PupilElement, elements_of
from marktui.connectors.files.readers.errors import nobody_in
from marktui.connectors.files.readers.people.birth_dates import known_birth
from marktui.connectors.files.readers.people.capitals import without_capitals
from marktui.connectors.files.readers.people.draft import Draft
from marktui.connectors.files.readers.people.names import names_of
from marktui.connectors.files.readers.people.reading import Reading
from marktui.connectors.files.roster import FileContent
from marktui.connectors.mis import Oddity
from marktui.connectors.rows import clean_or_none, day_of, day_or_none, has_left, moment_of, upn_of
from marktui.connectors.year_codes import year_code
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import usual_year_name
from marktui.hub.model.text import counted
from marktui.hub.people.school_year import school_year, school_year_name, year_by_age
from marktui.hub.rules.same_school import SchoolIdentity

HEADINGS = ("UPN", "Surname", "Forename", "DOB", "NCyearActual")
"""The headings under which a pupil that cannot be used is given back."""
_VERSIONS = range(12, 27)
"""The versions that are known, each by the year in which it came."""
_SOURCE = "SourceSchool/"


class Header(Struct, frozen=True, kw_only=True):
    """What a file says of itself."""

    version: str
    made_at: datetime | None
    is_partial: bool
    began: int | None
    """The calendar year in which its school year began."""
    school: SchoolIdentity
    number: tuple[str, str]
    """The school's LEA and establishment number; empty where it does not say."""


def read_ctf(file: FileContent, today: date) -> Reading:
    """The pupils of a file."""
    elements = elements_of(file)
    if not elements.pupils:
        raise nobody_in(elements.file)
    header = header_of(elements)
    now = school_year(today)
    began = header.began if header.began is not None else now
    reader = _Reader(elements.file, header, today, began)
    drafts, capitals = without_capitals([reader.draft(one) for one in elements.pupils], elements.file)
    messages = (
        *_header_messages(elements.file, header, now),
        *_pupil_messages(elements, reader.by_age),
        *capitals,
    )
    return Reading(
        pupils=drafts,
        kinds=frozenset({Kind.PUPIL, Kind.YEAR_GROUP}),
        says_who_left=frozenset({Kind.PUPIL}),
        headings={elements.file: HEADINGS},
        warnings=messages,
        school=header.school,
        made_at=header.made_at or file.modified,
    )


def header_of(elements: Elements) -> Header:
    """What the header of a file says; what cannot be read of it counts as not said."""
    said = elements.header
    made_at = None
    with suppress(ValueError):
        made_at = moment_of(said.get("DateTime"))
    year = said.get(f"{_SOURCE}AcademicYear", "")[:4]
    began = int(year) if year.isascii() and year.isdigit() else None
    if made_at is not None:
        # Some write the year in which the school year ends.
        began = min(began or made_at.year, school_year(made_at.date()))
    return Header(
        version=clean_or_none(said.get("CTFversion")) or "",
        made_at=made_at,
        is_partial=said.get("DocumentQualifier", "").casefold() == "partial",
        began=began,
        school=SchoolIdentity(
            name=clean_or_none(said.get(f"{_SOURCE}SchoolName")), urn=clean_or_none(said.get(f"{_SOURCE}URN"))
        ),
        number=_number(said.get(f"{_SOURCE}LEA"), said.get(f"{_SOURCE}Estab")),
    )


class _Reader:
    """Reads the pupils of one file."""

    def __init__(self, file: str, header: Header, today: date, began: int) -> None:
        self._file = file
        self._header = header
        self._today = today
        self._began = began
        self.by_age = 0
        """How many pupils were given a year group by their age."""

    def draft(self, element: PupilElement) -> Draft:
        """A pupil; one that cannot be used says why."""
        facts = element.facts
        named = names_of(
            facts.get("BasicDetails/PreferredForename") or facts.get("Forename", ""),
            facts.get("BasicDetails/PreferredSurname") or facts.get("Surname", ""),
        )
        born, odd, no_date = self._born(facts.get("DOB", ""))
        year, code = self._year(facts.get("BasicDetails/NCyearActual", ""), born)
        entered, left, no_dates = self._stay(element)
        return Draft(
            file=self._file,
            line=element.line,
            cells=tuple(facts.get(name) or facts.get(f"BasicDetails/{name}", "") for name in HEADINGS),
            upn=upn_of(facts.get("UPN")),
            first=named.first,
            last=named.last,
            born=born,
            oddities=odd,
            year=year,
            year_code=code,
            starts_on=entered if entered is not None and entered > self._today else None,
            has_left=has_left(left, entered, self._today),
            left_on=left,
            problem=named.problem or no_date or no_dates,
        )

    def _born(self, text: str) -> tuple[date | None, tuple[Oddity, ...], str]:
        try:
            born = day_of(text)
        except ValueError:
            return None, (), "the birth date is not a date"
        return *known_birth(born, self._today), ""

    def _year(self, text: str, born: date | None) -> tuple[str | None, str | None]:
        """The year group as it is written, else as the pupil's age has it: X stands for "none"."""
        written = clean_or_none(text)
        if written and written.casefold() != "x":
            return written, year_code(written)
        code = year_by_age(born, self._began) if born is not None else None
        self.by_age += code is not None
        return (usual_year_name(code), code) if code else (None, None)

    def _stay(self, element: PupilElement) -> tuple[date | None, date | None, str]:
        """The entry and the leaving date at the sender, and why the latter cannot be read."""
        own = [stay for stay in element.stays if self._is_own(stay)]
        # Of two stays without dates of entry, the one that goes on.
        latest = max(
            own, key=lambda stay: (stay.get("EntryDate", ""), not stay.get("LeavingDate")), default={}
        )
        try:
            left = day_of(latest.get("LeavingDate")) or day_of(element.facts.get("LeavingDate"))
        except ValueError:
            return None, None, "the leaving date is not a date"
        return day_or_none(latest.get("EntryDate")), left, ""

    def _is_own(self, stay: Mapping[str, str]) -> bool:
        """Whether an entry of the history is of the school that made the file."""
        number = _number(stay.get("LEA"), stay.get("Estab"))
        if all(number) and all(self._header.number):
            return number == self._header.number
        urn = clean_or_none(stay.get("URN"))
        if urn and self._header.school.urn:
            return urn == self._header.school.urn
        return stay.get("LastSchool", "").casefold() in ("true", "1")


def _number(lea: str | None, estab: str | None) -> tuple[str, str]:
    return (lea or "").strip().lstrip("0"), (estab or "").strip().lstrip("0")


def _header_messages(file: str, header: Header, now: int) -> Iterator[str]:
    number = header.version.partition(".")[0]
    if not number.isascii() or not number.isdigit() or int(number[:4]) not in _VERSIONS:
        what = f"of version {header.version[:20]}" if header.version else "without a version"
        yield (
            f"{file} is a CTF {what}; versions {_VERSIONS[0]} to {_VERSIONS[-1]} are known, and it was read "
            "like those."
        )
    if header.began is not None and header.began < now:
        yield f"{file} is from the school year {school_year_name(header.began)}, which is over."
    if header.is_partial:
        yield f"{file} says that it is partial: it may not hold the whole school."


def _pupil_messages(elements: Elements, by_age: int) -> Iterator[str]:
    if by_age:
        yield (
            f"{elements.file} has no year group for {counted(by_age, 'pupil')}: it was worked out from the "
            f"birth date{'' if by_age == 1 else 's'}."
        )
    guests = sum(one.facts.get("BasicDetails/EnrolStatus", "").upper() == "G" for one in elements.pupils)
    if guests:
        yield f"{elements.file} has {counted(guests, 'guest')} of the school among its pupils."
