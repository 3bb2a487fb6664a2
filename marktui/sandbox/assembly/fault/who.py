"""Which rows a fault touches, and how people come and go."""

from collections.abc import Collection
from datetime import datetime

from marktui.sandbox.assembly.row import CHANGED, Row, Tables

GROUPS = ("registration_groups", "year_groups")
UNLISTED = "students/unlisted"
"""Who is in no list, but is known by the id."""
_FIRST_NEWCOMER = 900_001


def latest(tables: Tables) -> datetime:
    """When anything changed last."""
    moments: list[datetime] = [row[CHANGED] for rows in tables.values() for row in rows]
    return max(moments)


def calm(tables: Tables, first: int, count: int = 1) -> list[Row]:
    """Some pupils above Nursery with a UPN and no plans; each fault takes others, if there are enough."""
    rows = [
        row
        for row in tables["students"]
        if row["upn"] and not row["end_date"] and row["year_code"] not in ("N1", "N2")
    ]
    return (rows[first:] + rows[:first])[:count]


def share(tables: Tables, tenths: int) -> list[Row]:
    """So many in ten of the pupils, spread over the list."""
    return [row for place, row in enumerate(tables["students"]) if place % 10 < tenths]


def part(tables: Tables, percent: int) -> list[Row]:
    """So many in a hundred of the pupils, three at least and all above Nursery."""
    return calm(tables, 60, max(3, len(tables["students"]) * percent // 100))


def staff_with_email(tables: Tables, first: int, count: int = 1) -> list[Row]:
    """Some teachers that have an address."""
    rows = [row for row in tables["staff_members"] if row["email"] and row["is_teaching_staff"]]
    return (rows[first:] + rows[:first])[:count]


def newcomer(tables: Tables, like: Row, **other: object) -> Row:
    """One more pupil, in the year group and class of another."""
    number = max(_FIRST_NEWCOMER, *(one["id"] + 1 for one in tables["students"]))
    row = {**like, "id": number, "mis_id": str(number), "pan": str(number), "emails": [], **other}
    tables["students"].append(row)
    for group in _groups_of(tables, like["id"]):
        group["student_ids"] = [*group["student_ids"], number]
    return row


def take_off(tables: Tables, ids: Collection[int]) -> list[Row]:
    """Take pupils off the list of those on roll; gives the rows."""
    off = [row for row in tables["students"] if row["id"] in ids]
    tables["students"] = [row for row in tables["students"] if row["id"] not in ids]
    return off


def take_out_of_groups(tables: Tables, ids: Collection[int]) -> list[Row]:
    """Take pupils out of their groups; gives the groups."""
    groups = [group for path in GROUPS for group in tables[path]]
    for group in groups:
        group["student_ids"] = [one for one in group["student_ids"] if one not in ids]
    return groups


def vanish(tables: Tables, rows: Collection[Row]) -> list[Row]:
    """Let pupils be in no list and no group; gives the groups."""
    ids = {row["id"] for row in rows}
    take_off(tables, ids)
    return take_out_of_groups(tables, ids)


def _groups_of(tables: Tables, pupil: int) -> list[Row]:
    return [group for path in GROUPS for group in tables[path] if pupil in group["student_ids"]]
