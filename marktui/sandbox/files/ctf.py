"""DfE's Common Transfer File: pupils with their year groups, without classes and staff."""

from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from marktui.sandbox.files.scene import AUTHORITY, ESTABLISHMENT, URN, Scene
from marktui.sandbox.person import Pupil

NAME = f"{AUTHORITY}{ESTABLISHMENT}_CTF_{AUTHORITY}{ESTABLISHMENT}_001.xml"
"""The sender first: a school that sends a file to a system of its own is both."""


def ctf(scene: Scene) -> bytes:
    """The whole school as one file, with those who have left as former pupils."""
    root = Element("CTfile")
    _header(root, scene)
    data = SubElement(root, "CTFpupilData")
    for pupil in (*scene.pupils, *scene.leavers):
        _pupil(data, pupil, scene)
    indent(root)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _header(root: Element, scene: Scene) -> None:
    header = SubElement(root, "Header")
    year = scene.academic_year
    for name, text in (
        ("DocumentName", "Common Transfer File"),
        # Two digits of the calendar year in which the academic year began (docs/files.md).
        ("CTFversion", f"{year % 100:02}.0"),
        ("DateTime", f"{scene.made_at:%Y-%m-%dT%H:%M:%S}"),
        ("DocumentQualifier", "full"),
        ("DataDescriptor", "Whole school"),
        ("SupplierID", "SANDBOX"),
    ):
        SubElement(header, name).text = text
    source = SubElement(header, "SourceSchool")
    _school(source, scene)
    SubElement(source, "AcademicYear").text = str(year)
    destination = SubElement(header, "DestSchool")
    SubElement(destination, "LEA").text = AUTHORITY
    SubElement(destination, "Estab").text = ESTABLISHMENT


def _school(parent: Element, scene: Scene) -> None:
    for name, text in (
        ("LEA", AUTHORITY),
        ("Estab", ESTABLISHMENT),
        ("URN", URN),
        ("SchoolName", scene.school.name),
    ):
        SubElement(parent, name).text = text


def _pupil(data: Element, pupil: Pupil, scene: Scene) -> None:
    one = SubElement(data, "Pupil")
    _texts(
        one,
        ("UPN", pupil.upn),
        ("Surname", pupil.legal_last_name),
        ("Forename", pupil.legal_first_name),
        ("DOB", _day(pupil.date_of_birth)),
    )
    details = SubElement(one, "BasicDetails")
    _texts(
        details,
        ("PreferredSurname", pupil.last_name),
        ("PreferredForename", pupil.first_name),
        ("MiddleNames", pupil.middle_name),
        ("NCyearActual", pupil.year_code),
        ("EnrolStatus", pupil.enrolment_status),
    )
    school = SubElement(SubElement(one, "SchoolHistory"), "School")
    _school(school, scene)
    _texts(school, ("EntryDate", _day(pupil.start_date)), ("LeavingDate", _day(pupil.end_date)))
    SubElement(school, "LastSchool").text = "true"


def _texts(parent: Element, *texts: tuple[str, str | None]) -> None:
    for name, text in texts:
        if text is not None:
            SubElement(parent, name).text = text


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
