"""Which rows a fault touches, and how people come and go."""

from collections.abc import Collection, Iterable

from marktui.sandbox.arbor.rows.row import Row, Tables

FIRST_NAMES = ("legalFirstName", "preferredFirstName")
LAST_NAMES = ("legalLastName", "preferredLastName")
UNLISTED = "_unlisted"
"""A key that never reaches the wire: the row is in no list, but is found by its id."""
_FIRST_NEWCOMER = 900_001


def on_roll(tables: Tables) -> list[Row]:
    """The pupils that have a form."""
    return [row for row in tables["Student"] if row["registrationForm"]]


def calm(tables: Tables, first: int, count: int = 1) -> list[Row]:
    """Some pupils above Nursery with a UPN and no plans; each fault takes others, if there are enough."""
    rows = [
        row
        for row in on_roll(tables)
        if row["upn"] and not row["leavingDate"] and not row["academicLevel"]["shortName"].startswith("N")
    ]
    return (rows[first:] + rows[:first])[:count]


def share(tables: Tables, tenths: int) -> list[Row]:
    """So many in ten of the pupils, spread over the list."""
    return [row for place, row in enumerate(on_roll(tables)) if place % 10 < tenths]


def staff_with_email(tables: Tables, first: int, count: int = 1) -> list[Row]:
    """Some teachers that have one address."""
    rows = [
        row for row in tables["Staff"] if row["isActiveTeachingInSchool"] and len(row["emailAddresses"]) == 1
    ]
    return (rows[first:] + rows[:first])[:count]


def newcomer(tables: Tables, entity: str, like: Row) -> Row:
    """One more student or member of staff, who is like another in everything but the id."""
    number = max(_FIRST_NEWCOMER, *(int(one["id"]) + 1 for one in tables[entity]))
    row = {**like, "id": str(number), "person": {**like["person"], "id": str(number)}, "emailAddresses": []}
    tables[entity].append(row)
    return row


def vanish(tables: Tables, rows: Collection[Row]) -> None:
    """Let pupils be nowhere."""
    gone = {row["id"] for row in rows}
    tables["Student"] = [row for row in tables["Student"] if row["id"] not in gone]
    for name in ("RegistrationFormMembership", "AcademicLevelMembership"):
        tables[name] = [row for row in tables[name] if row["student"]["id"] not in gone]
    for form in tables["RegistrationForm"]:
        members = form["studentMemberships"]
        form["studentMemberships"] = [row for row in members if row["student"]["id"] not in gone]


def rename(row: Row, fields: Iterable[str], before: str = "", after: str = "") -> None:
    """Put something before or behind a name, wherever it stands."""
    for field in fields:
        if row[field]:
            row[field] = row["person"][field] = f"{before}{row[field]}{after}"
    first, last = (row[names[1]] or row[names[0]] for names in (FIRST_NAMES, LAST_NAMES))
    row["displayName"] = row["person"]["displayName"] = f"{first} {last}"


def give_names(row: Row, first: str, last: str) -> None:
    """Give a row other names altogether."""
    names = dict.fromkeys(FIRST_NAMES[1:] + LAST_NAMES[1:])
    names |= {FIRST_NAMES[0]: first, LAST_NAMES[0]: last}
    for one in (row, row["person"]):
        one.update(names, displayName=f"{first} {last}")


def last_summer(tables: Tables) -> str:
    """The day on which the former academic year ended."""
    return str(tables["AcademicYear"][0]["endDate"])
