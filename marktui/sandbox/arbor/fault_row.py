"""Faults in what the rows say."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from marktui.sandbox.arbor.row import Figure, Row, Tables, record
from marktui.sandbox.name import HOSTILE
from marktui.sandbox.school import School
from marktui.sandbox.upn import check_letter

_FIRST_NAMES = ("legalFirstName", "preferredFirstName")
_LAST_NAMES = ("legalLastName", "preferredLastName")


def spoil_rows(tables: Tables, faults: Iterable[str], school: School) -> Tables:
    """Apply the faults to freshly built tables, in place."""
    wanted = set(faults)
    for name, spoil in ROW_FAULTS.items():
        if name in wanted:
            spoil(tables)
    if "summer-gap" in wanted:
        tables["AcademicYear"][-1]["endDate"] = (school.today - timedelta(days=1)).isoformat()
    return spoil_wire(tables, wanted)


def spoil_wire(tables: Tables, faults: Iterable[str]) -> Tables:
    """Apply those faults that are about how things are written, in place."""
    rows = [row for table in tables.values() for row in table]
    if "timed-dates" in faults:
        for row in rows:
            days = [key for key in row if key.endswith("Date") or key == "dateOfBirth"]
            row.update({key: f"{row[key][:10]} 00:00:00" for key in days if row[key]})
    if "number-ids" in faults:
        for row in rows:
            row["id"] = Figure(row["id"]) if row["id"] else None
    return tables


def _upn_changed(tables: Tables) -> None:
    (row,) = _calm(tables, 0)
    tail = "8998765" + row["upn"][8:]
    row["upn"] = check_letter(tail) + tail


def _class_renamed(tables: Tables) -> None:
    names = ("displayName", "registrationFormName", "shortName", "code")
    tables["RegistrationForm"][-1].update(dict.fromkeys(names, "Kingfishers"))


def _hostile(tables: Tables) -> None:
    for row, evil in zip(_calm(tables, 5, len(HOSTILE)), HOSTILE, strict=False):
        _rename(row, _FIRST_NAMES, after=evil)
        _rename(row, _LAST_NAMES, before=evil)


def _clash(tables: Tables) -> None:
    one, other = _calm(tables, 1, 2)
    other["upn"] = one["upn"]


def _nameless(tables: Tables) -> None:
    _without_name(_calm(tables, 3))


def _many_invalid(tables: Tables) -> None:
    _without_name(_calm(tables, 14, max(5, len(_on_roll(tables)) // 10)))


def _without_name(rows: list[Row]) -> None:
    names = dict.fromkeys((*_FIRST_NAMES, *_LAST_NAMES, "displayName"))
    for row in rows:
        row.update(names)
        row["person"].update(names, legalMiddleNames=None)


def _wrong_type(tables: Tables) -> None:
    (row,) = _calm(tables, 4)
    row.update(legalFirstName=Figure("12345"), preferredFirstName=None)


def _no_id(tables: Tables) -> None:
    (row,) = _calm(tables, 10)
    row["id"] = None


def _no_students(tables: Tables) -> None:
    tables["Student"] = []


def _no_groups(tables: Tables) -> None:
    tables["RegistrationForm"] = []


def _no_forms(tables: Tables) -> None:
    for row in tables["Student"]:
        row["registrationForm"] = None


def _nulls(tables: Tables) -> None:
    for row in tables["Student"]:
        row.update(upn=None, dateOfBirth=None)
        row["person"]["dateOfBirth"] = None


def _applicants(tables: Tables) -> None:
    last = int(tables["Student"][-1]["id"])
    for number in range(last + 1, last + 4):
        name = f"Applicant Number{number}"
        row: Row = {**dict.fromkeys(tables["Student"][0]), **record("Student", number, name)}
        person = record("Person", number, name, legalFirstName="Applicant", legalLastName=f"Number{number}")
        row.update(
            legalFirstName="Applicant", legalLastName=f"Number{number}", person=person, emailAddresses=[]
        )
        tables["Student"].append(row)


def _mass_vanish(tables: Tables) -> None:
    gone = {row["id"] for row in _third(tables)}
    tables["Student"] = [row for row in tables["Student"] if row["id"] not in gone]
    for name in ("RegistrationFormMembership", "AcademicLevelMembership"):
        tables[name] = [row for row in tables[name] if row["student"]["id"] not in gone]
    for form in tables["RegistrationForm"]:
        members = form["studentMemberships"]
        form["studentMemberships"] = [row for row in members if row["student"]["id"] not in gone]


def _mass_rename(tables: Tables) -> None:
    for row in _third(tables):
        _rename(row, _LAST_NAMES, after="-Renamed")


def _rename(row: Row, fields: Iterable[str], before: str = "", after: str = "") -> None:
    for field in fields:
        if row[field]:
            row[field] = row["person"][field] = f"{before}{row[field]}{after}"
    first, last = (row[names[1]] or row[names[0]] for names in (_FIRST_NAMES, _LAST_NAMES))
    row["displayName"] = row["person"]["displayName"] = f"{first} {last}"


def _on_roll(tables: Tables) -> list[Row]:
    return [row for row in tables["Student"] if row["registrationForm"]]


def _third(tables: Tables) -> list[Row]:
    """Three in ten of the pupils, spread over the list."""
    return [row for place, row in enumerate(_on_roll(tables)) if place % 10 < 3]


def _calm(tables: Tables, first: int, count: int = 1) -> list[Row]:
    """Some pupils above Nursery with a UPN and no plans; each fault takes others, if there are enough."""
    rows = [
        row
        for row in _on_roll(tables)
        if row["upn"] and not row["leavingDate"] and not row["academicLevel"]["shortName"].startswith("N")
    ]
    return (rows[first:] + rows[:first])[:count]


ROW_FAULTS: dict[str, Callable[[Tables], None]] = {
    "mass-vanish": _mass_vanish,
    "mass-rename": _mass_rename,
    "upn-changed": _upn_changed,
    "class-renamed": _class_renamed,
    "hostile-names": _hostile,
    "upn-clash": _clash,
    "nameless-row": _nameless,
    "wrong-type": _wrong_type,
    "many-invalid": _many_invalid,
    "row-without-id": _no_id,
    "null-fields": _nulls,
    "applicants": _applicants,
    "pupils-without-form": _no_forms,
    "no-groups": _no_groups,
    "no-students": _no_students,
}
"""In an order that lets them be combined: who is there, then who is wrong, then how it is said."""
