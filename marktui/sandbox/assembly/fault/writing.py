"""Faults in how things are written."""

from marktui.sandbox.assembly.row import Row, Tables

NO_END = "2079-06-06T23:59:00.000Z"
_DATES = ("dob", "start_date", "end_date")


def nulls(tables: Tables) -> list[Row]:
    """Nobody has a UPN or a birth date."""
    for row in tables["students"]:
        row.update(upn=None, dob=None)
    return tables["students"]


def sentinels(tables: Tables) -> list[Row]:
    """Who has no end date has one in 2079."""
    rows = [row for path in ("students", "staff_members") for row in tables[path] if row["end_date"] is None]
    for row in rows:
        row["end_date"] = NO_END
    return rows


def bare_dates(tables: Tables) -> list[Row]:
    """Dates come without a time."""
    rows = everything(tables)
    for row in rows:
        row.update({key: row[key][:10] for key in _DATES if row.get(key)})
    return rows


def extra_fields(tables: Tables) -> list[Row]:
    """Rows have more fields."""
    for row in everything(tables):
        row.update(x_new=True, x_nested={"object": "x", "values": [1, None, "z"]})
    return everything(tables)


def odd_status(tables: Tables) -> list[Row]:
    """Everybody has a status that nobody knows."""
    for row in tables["students"]:
        row["enrolment_status"] = "Z9"
    return tables["students"]


def everything(tables: Tables) -> list[Row]:
    """All rows of all lists."""
    return [row for rows in tables.values() for row in rows]
