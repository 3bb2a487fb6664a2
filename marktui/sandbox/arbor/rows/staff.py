"""Staff, past and present, as rows of `Staff`, `Person`, `StaffContract` and `EmailAddress`."""

from marktui.sandbox.arbor.rows.row import Row, record, staff_number, written
from marktui.sandbox.arbor.rows.students import email_row
from marktui.sandbox.person import Staff
from marktui.sandbox.school import School

_FIRST_PERSON = 100_001
_FIRST_EMAIL = 200_001
_FIRST_CONTRACT = 900
_SUPPORT = ("Teaching Assistant", "School Administrator", "Midday Supervisor", "Site Manager")


def staff_rows(school: School) -> dict[int, Row]:
    """`Staff` by the number in the school, leavers included; one of those has no leaving date."""
    rows = {person.id: _staff(person) for person in (*school.staff_left, *school.staff)}
    rows[school.staff_left[0].id]["leavingDate"] = None
    twice = next(rows[person.id] for person in school.staff if person.email)
    at_home = f"{twice['legalLastName'].lower().replace(' ', '')}@home.example"
    number = int(twice["emailAddresses"][0]["id"]) + 2
    twice["emailAddresses"].insert(0, email_row(number, at_home, "Personal", 2, twice))
    return rows


def contract_rows(staff: list[Row]) -> list[Row]:
    """`StaffContract`, as they hang on the staff."""
    return [contract for row in staff for contract in row["staffContracts"]]


def _staff(person: Staff) -> Row:
    number = staff_number(person.id)
    names = {
        "legalFirstName": person.first_name,
        "legalLastName": person.last_name,
        "preferredFirstName": None,
        "preferredLastName": None,
    }
    shown = f"{person.title} {person.first_name[:1]} {person.last_name}"
    job = "Teacher" if person.teaching else _SUPPORT[number % len(_SUPPORT)]
    active = person.end_date is None
    row = record(
        "Staff",
        number,
        shown,
        **names,
        staffNumber=f"T{number:03}",
        timetableAbbreviation=person.staff_code,
        displayJobTitle=job,
        isActiveInSchool=active,
        isActiveTeachingInSchool=active and person.teaching,
        joiningDate=written(person.start_date),
        leavingDate=written(person.end_date),
        person=record("Person", _FIRST_PERSON + 2 * number, shown, **names, dateOfBirth=None),
    )
    address = person.email
    row["emailAddresses"] = [email_row(_FIRST_EMAIL + 4 * number, address, "Work", 1, row)] if address else []
    row["staffContracts"] = [_contract(number, row)]
    return row


def _contract(number: int, staff: Row) -> Row:
    job = staff["displayJobTitle"]
    return record(
        "StaffContract",
        _FIRST_CONTRACT + number,
        job,
        contractName=job,
        staff=staff,
        startDate=staff["joiningDate"],
        endDate=staff["leavingDate"],
    )
