"""Faults in who is who."""

from collections.abc import Iterable
from datetime import date, timedelta

from marktui.sandbox.assembly.fault.who import calm, latest, newcomer, staff_with_email, take_off
from marktui.sandbox.assembly.row import Row, Tables, date_time
from marktui.sandbox.names import HOSTILE
from marktui.sandbox.odd_values import (
    FILLER_DATES,
    HALF_EMOJI,
    OFFICE,
    midnight_in_london,
    new_upn,
    odd_emails,
    odd_upns,
    stranger,
)
from marktui.sandbox.upn import check_letter

_NAMES = ("first_name", "last_name", "legal_first_name", "legal_last_name", "middle_name")


def mass_rename(tables: Tables) -> list[Row]:
    """Three in ten have another last name."""
    rows = [row for place, row in enumerate(tables["students"]) if place % 10 < 3]
    for row in rows:
        row["last_name"] = row["legal_last_name"] = f"{row['last_name']}-Renamed"
    return rows


def upn_changed(tables: Tables) -> list[Row]:
    """One has another UPN."""
    (row,) = calm(tables, 0)
    tail = "8998765" + row["upn"][8:]
    row["former_upn"], row["upn"] = row["upn"], check_letter(tail) + tail
    return [row]


def upn_clash(tables: Tables) -> list[Row]:
    """Two have one UPN."""
    one, other = calm(tables, 1, 2)
    other["upn"] = one["upn"]
    return [other]


def new_upn_clash(tables: Tables) -> list[Row]:
    """The last two have one UPN."""
    one, other = calm(tables, -2, 2)
    other["upn"] = one["upn"]
    return [other]


def hostile(tables: Tables) -> list[Row]:
    """Names hold what a terminal would take for orders."""
    rows = calm(tables, 5, len(HOSTILE))
    for row, evil in zip(rows, HOSTILE, strict=False):
        row.update(first_name=row["first_name"] + evil, last_name=evil + row["last_name"])
    return rows


def half_emoji(tables: Tables) -> list[Row]:
    """One first name ends in half an emoji."""
    (row,) = calm(tables, 34)
    row["first_name"] += HALF_EMOJI
    return [row]


def nameless(tables: Tables) -> list[Row]:
    """One has no name at all."""
    return _without_name(calm(tables, 3))


def many_invalid(tables: Tables) -> list[Row]:
    """One in ten has no name at all."""
    return _without_name(calm(tables, 14, max(5, len(tables["students"]) // 10)))


def wrong_type(tables: Tables) -> list[Row]:
    """One first name is a number."""
    (row,) = calm(tables, 4)
    row["first_name"] = 12345
    return [row]


def without_id(tables: Tables) -> list[Row]:
    """One has no id."""
    (row,) = calm(tables, 10)
    del row["id"]
    return [row]


def reused_ids(tables: Tables) -> list[Row]:
    """New people have the ids of three that were there before."""
    rows = calm(tables, 36, 3)
    for number, row in enumerate(rows):
        row.update(_somebody_new(number, row))
    return rows


def swapped_ids(tables: Tables) -> list[Row]:
    """Two have each other's id; the groups go on naming the ids."""
    one, other = calm(tables, 40, 2)
    one["id"], other["id"] = other["id"], one["id"]
    tables["students"].sort(key=lambda row: row.get("id", 0))
    return [one, other]


def upn_reused(tables: Tables) -> list[Row]:
    """One has left, and a new one has that UPN."""
    (row,) = calm(tables, 42)
    upn = row["upn"]
    new = newcomer(tables, row, **{**_somebody_new(3, row), "upn": upn})
    take_off(tables, {row["id"]})
    for group in (*tables["registration_groups"], *tables["year_groups"]):
        group["student_ids"] = [one for one in group["student_ids"] if one != row["id"]]
    row["end_date"] = date_time(latest(tables).date(), ends=True)
    tables["students/left"] = sorted([*tables["students/left"], row], key=lambda one: one["id"])
    return [row, new]


def child_twice(tables: Tables) -> list[Row]:
    """Two have a second row."""
    one, other = calm(tables, 44, 2)
    first = newcomer(tables, one, upn=None)
    return [first, newcomer(tables, other, upn=new_upn(7, temporary=True))]


def odd_upn_signs(tables: Tables) -> list[Row]:
    """Five UPNs are written oddly."""
    rows = calm(tables, 46, 5)
    for place, row in enumerate(rows):
        row["upn"] = odd_upns(row["upn"])[place]
    return rows


def filler_dates(tables: Tables) -> list[Row]:
    """Five birth dates are nobody's."""
    rows = calm(tables, 52, len(FILLER_DATES))
    for row, text in zip(rows, FILLER_DATES, strict=False):
        row["dob"] = f"{text}T00:00:00.000Z"
    return rows


def timed_birth_dates(tables: Tables) -> list[Row]:
    """Birth dates are moments in UTC."""
    rows = [row for row in tables["students"] if row["dob"]]
    for row in rows:
        row["dob"] = midnight_in_london(date.fromisoformat(row["dob"][:10]))
    return rows


def recycled_email(tables: Tables) -> list[Row]:
    """One teacher has left, and a new one has the address."""
    (row,) = staff_with_email(tables, 2)
    first, last = stranger(0)
    day = latest(tables).date()
    number = max(one["id"] for one in tables["staff_members"]) + 900
    names = {"first_name": first, "legal_first_name": first, "last_name": last, "legal_last_name": last}
    new = {
        **row,
        **names,
        "id": number,
        "mis_id": str(number),
        "staff_code": "ZQU",
        "salutation": f"{row['title']} {last}",
        "start_date": date_time(day),
        "emails": [{**row["emails"][0], "id": 100_000 + number}],
    }
    tables["staff_members"] = [one for one in tables["staff_members"] if one["id"] != row["id"]] + [new]
    row["end_date"] = date_time(day - timedelta(days=1), ends=True)
    left = [*tables["staff_members/left"], row]
    tables["staff_members/left"] = sorted(left, key=lambda one: one["id"])
    return [row, new]


def shared_mailbox(tables: Tables) -> list[Row]:
    """Three of the staff have one address."""
    return _with_addresses(staff_with_email(tables, 3, 3), [OFFICE] * 3)


def odd_addresses(tables: Tables) -> list[Row]:
    """Five of the staff have an address without form."""
    rows = staff_with_email(tables, 6, 5)
    return _with_addresses(rows, [odd_emails(row["email"])[place] for place, row in enumerate(rows)])


def _with_addresses(rows: list[Row], addresses: Iterable[str]) -> list[Row]:
    for row, address in zip(rows, addresses, strict=False):
        row["email"] = row["emails"][0]["email"] = address
    return rows


def _somebody_new(number: int, row: Row) -> Row:
    """Everything but the id and the year group of somebody else."""
    first, last = stranger(number)
    born = date.fromisoformat(row["dob"][:10]) + timedelta(days=40 + number)
    return {
        "first_name": first,
        "legal_first_name": first,
        "middle_name": None,
        "last_name": last,
        "legal_last_name": last,
        "dob": date_time(born),
        "upn": new_upn(number),
        "mis_id": str(90_001 + number),
        "pan": f"9{number:05}",
    }


def _without_name(rows: list[Row]) -> list[Row]:
    for row in rows:
        row.update(dict.fromkeys(_NAMES))
    return rows
