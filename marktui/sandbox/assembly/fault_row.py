"""Faults in what the rows say."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from marktui.sandbox.assembly.row import AHEAD, CHANGED, Row, Tables
from marktui.sandbox.name import HOSTILE
from marktui.sandbox.upn import check_letter

NO_END = "2079-06-06T23:59:00.000Z"
_DATES = ("dob", "start_date", "end_date")


def spoil_rows(tables: Tables, faults: Iterable[str]) -> Tables:
    """Apply the faults to freshly built tables, in place; what they touch counts as changed just after."""
    later = latest(tables) + timedelta(hours=1)
    wanted = set(faults)
    for name, spoil in ROW_FAULTS.items():
        for row in spoil(tables) if name in wanted else ():
            row[CHANGED] = later
    return tables


def latest(tables: Tables) -> datetime:
    """When anything changed last."""
    moments: list[datetime] = [row[CHANGED] for rows in tables.values() for row in rows]
    return max(moments)


def _nulls(tables: Tables) -> list[Row]:
    for row in tables["students"]:
        row.update(upn=None, dob=None)
    return tables["students"]


def _sentinels(tables: Tables) -> list[Row]:
    rows = [row for path in ("students", "staff_members") for row in tables[path] if row["end_date"] is None]
    for row in rows:
        row["end_date"] = NO_END
    return rows


def _bare(tables: Tables) -> list[Row]:
    rows = _everything(tables)
    for row in rows:
        row.update({key: row[key][:10] for key in _DATES if row.get(key)})
    return rows


def _extra(tables: Tables) -> list[Row]:
    for row in _everything(tables):
        row.update(x_new=True, x_nested={"object": "x", "values": [1, None, "z"]})
    return _everything(tables)


def _odd_status(tables: Tables) -> list[Row]:
    for row in tables["students"]:
        row["enrolment_status"] = "Z9"
    return tables["students"]


def _everything(tables: Tables) -> list[Row]:
    return [row for rows in tables.values() for row in rows]


def _upn_changed(tables: Tables) -> list[Row]:
    (row,) = _calm(tables, 0)
    tail = "8998765" + row["upn"][8:]
    row["former_upn"], row["upn"] = row["upn"], check_letter(tail) + tail
    return [row]


def _class_renamed(tables: Tables) -> list[Row]:
    row = tables["registration_groups"][-1]
    row["name"] = "Kingfishers"
    return [row]


def _starters(tables: Tables) -> list[Row]:
    rows = tables[AHEAD]
    tables["students"] = sorted(tables["students"] + rows, key=lambda row: row["id"])
    return rows


def _both_lists(tables: Tables) -> list[Row]:
    rows = [dict(row) for row in _calm(tables, 11, 3)]
    for row in rows:
        row["end_date"] = row["start_date"][:10] + "T23:59:00.000Z"
    tables["students/left"] = sorted(tables["students/left"] + rows, key=lambda row: row["id"])
    return rows


def _two_classes(tables: Tables) -> list[Row]:
    one, other = tables["registration_groups"][-2:]
    other["student_ids"] = sorted([*other["student_ids"], *one["student_ids"][:1]])
    return [other]


def _hostile(tables: Tables) -> list[Row]:
    rows = _calm(tables, 5, len(HOSTILE))
    for row, evil in zip(rows, HOSTILE, strict=False):
        row.update(first_name=row["first_name"] + evil, last_name=evil + row["last_name"])
    return rows


def _clash(tables: Tables) -> list[Row]:
    one, other = _calm(tables, 1, 2)
    other["upn"] = one["upn"]
    return [other]


def _nameless(tables: Tables) -> list[Row]:
    return _without_name(_calm(tables, 3))


def _many_invalid(tables: Tables) -> list[Row]:
    return _without_name(_calm(tables, 14, max(5, len(tables["students"]) // 10)))


def _without_name(rows: list[Row]) -> list[Row]:
    names = ("first_name", "last_name", "legal_first_name", "legal_last_name", "middle_name")
    for row in rows:
        row.update(dict.fromkeys(names))
    return rows


def _wrong_type(tables: Tables) -> list[Row]:
    (row,) = _calm(tables, 4)
    row["first_name"] = 12345
    return [row]


def _no_id(tables: Tables) -> list[Row]:
    (row,) = _calm(tables, 10)
    del row["id"]
    return [row]


def _no_students(tables: Tables) -> list[Row]:
    tables["students"] = []
    return []


def _no_members(tables: Tables) -> list[Row]:
    for row in tables["registration_groups"]:
        row.pop("student_ids", None)
    return tables["registration_groups"]


def _null_members(tables: Tables) -> list[Row]:
    for row in tables["registration_groups"]:
        row["student_ids"] = None
    return tables["registration_groups"]


def _mass_vanish(tables: Tables) -> list[Row]:
    gone = {row["id"] for row in _third(tables)}
    tables["students"] = [row for row in tables["students"] if row["id"] not in gone]
    groups = tables["registration_groups"] + tables["year_groups"]
    for group in groups:
        group["student_ids"] = [i for i in group["student_ids"] if i not in gone]
    return groups


def _mass_rename(tables: Tables) -> list[Row]:
    rows = _third(tables)
    for row in rows:
        row["last_name"] = row["legal_last_name"] = f"{row['last_name']}-Renamed"
    return rows


def _third(tables: Tables) -> list[Row]:
    """Three in ten of the pupils, spread over the list."""
    return [row for place, row in enumerate(tables["students"]) if place % 10 < 3]


def _calm(tables: Tables, first: int, count: int = 1) -> list[Row]:
    """Some pupils above Nursery with a UPN and no plans; each fault takes others, if there are enough."""
    rows = [
        row
        for row in tables["students"]
        if row["upn"] and not row["end_date"] and row["year_code"] not in ("N1", "N2")
    ]
    return (rows[first:] + rows[:first])[:count]


ROW_FAULTS: dict[str, Callable[[Tables], list[Row]]] = {
    "mass-vanish": _mass_vanish,
    "mass-rename": _mass_rename,
    "upn-changed": _upn_changed,
    "class-renamed": _class_renamed,
    "starters-listed": _starters,
    "both-lists": _both_lists,
    "two-classes": _two_classes,
    "hostile-names": _hostile,
    "upn-clash": _clash,
    "nameless-row": _nameless,
    "wrong-type": _wrong_type,
    "many-invalid": _many_invalid,
    "odd-status": _odd_status,
    "row-without-id": _no_id,
    "groups-without-members": _no_members,
    "groups-null-members": _null_members,
    "null-fields": _nulls,
    "sentinel-dates": _sentinels,
    "bare-dates": _bare,
    "extra-fields": _extra,
    "no-students": _no_students,
    "full-sync": _everything,
}
"""In an order that lets them be combined: who is there, then who is wrong, then how it is said."""
