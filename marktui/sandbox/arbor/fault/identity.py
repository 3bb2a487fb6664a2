"""Faults in who is who."""

from datetime import date, timedelta

from marktui.sandbox.arbor.fault.who import (
    FIRST_NAMES,
    LAST_NAMES,
    calm,
    give_names,
    last_summer,
    newcomer,
    on_roll,
    rename,
    share,
    staff_with_email,
)
from marktui.sandbox.arbor.rows.row import Figure, Row, Tables, written
from marktui.sandbox.arbor.rows.students import email_row
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


def mass_rename(tables: Tables) -> None:
    """Three in ten have another last name."""
    for row in share(tables, 3):
        rename(row, LAST_NAMES, after="-Renamed")


def upn_changed(tables: Tables) -> None:
    """One has another UPN."""
    (row,) = calm(tables, 0)
    tail = "8998765" + row["upn"][8:]
    row["upn"] = check_letter(tail) + tail


def upn_clash(tables: Tables) -> None:
    """Two have one UPN."""
    one, other = calm(tables, 1, 2)
    other["upn"] = one["upn"]


def hostile(tables: Tables) -> None:
    """Names hold what a terminal would take for orders."""
    for row, evil in zip(calm(tables, 5, len(HOSTILE)), HOSTILE, strict=False):
        rename(row, FIRST_NAMES, after=evil)
        rename(row, LAST_NAMES, before=evil)


def half_emoji(tables: Tables) -> None:
    """One first name ends in half an emoji."""
    (row,) = calm(tables, 34)
    rename(row, FIRST_NAMES, after=HALF_EMOJI)


def nameless(tables: Tables) -> None:
    """One has no name at all."""
    _without_name(calm(tables, 3))


def many_invalid(tables: Tables) -> None:
    """One in ten has no name at all."""
    _without_name(calm(tables, 14, max(5, len(on_roll(tables)) // 10)))


def wrong_type(tables: Tables) -> None:
    """One first name is a number."""
    (row,) = calm(tables, 4)
    row.update(legalFirstName=Figure("12345"), preferredFirstName=None)


def without_id(tables: Tables) -> None:
    """One has no id."""
    (row,) = calm(tables, 10)
    row["id"] = None


def reused_ids(tables: Tables) -> None:
    """New people have the ids of three that were there before."""
    for number, row in enumerate(calm(tables, 36, 3)):
        _become_somebody_new(number, row)


def swapped_ids(tables: Tables) -> None:
    """Two have each other's id."""
    one, other = calm(tables, 40, 2)
    one["id"], other["id"] = other["id"], one["id"]
    tables["Student"].sort(key=lambda row: int(row["id"]))


def upn_reused(tables: Tables) -> None:
    """One has left, and a new one has that UPN."""
    (row,) = calm(tables, 42)
    new = newcomer(tables, "Student", row)
    _become_somebody_new(3, new)
    new["upn"] = row["upn"]
    row.update(leavingDate=last_summer(tables), registrationForm=None)
    row["mostRecentEntryDate"] = min(row["mostRecentEntryDate"], row["leavingDate"])


def child_twice(tables: Tables) -> None:
    """Two have a second row."""
    one, other = calm(tables, 44, 2)
    newcomer(tables, "Student", one)["upn"] = None
    newcomer(tables, "Student", other)["upn"] = new_upn(7, temporary=True)


def odd_upn_signs(tables: Tables) -> None:
    """Five UPNs are written oddly."""
    for place, row in enumerate(calm(tables, 46, 5)):
        row["upn"] = odd_upns(row["upn"])[place]


def filler_dates(tables: Tables) -> None:
    """Five birth dates are nobody's."""
    for row, text in zip(calm(tables, 52, len(FILLER_DATES)), FILLER_DATES, strict=False):
        row["dateOfBirth"] = row["person"]["dateOfBirth"] = text


def timed_birth_dates(tables: Tables) -> None:
    """Birth dates are moments in UTC."""
    for row in tables["Student"]:
        if born := row["dateOfBirth"]:
            text = midnight_in_london(date.fromisoformat(born))
            row["dateOfBirth"] = row["person"]["dateOfBirth"] = text


def recycled_email(tables: Tables) -> None:
    """One teacher has left, and a new one has the address."""
    (row,) = staff_with_email(tables, 2)
    new = newcomer(tables, "Staff", row)
    give_names(new, *stranger(0))
    new.update(staffNumber="T999", timetableAbbreviation="ZQU", joiningDate=last_summer(tables))
    (address,) = row["emailAddresses"]
    number = int(address["id"]) + 3
    new["emailAddresses"] = [email_row(number, address["emailAddress"], "Work", 1, new)]
    new["staffContracts"] = []
    row.update(isActiveInSchool=False, isActiveTeachingInSchool=False, leavingDate=last_summer(tables))


def shared_mailbox(tables: Tables) -> None:
    """Three of the staff have one address."""
    for row in staff_with_email(tables, 3, 3):
        _give_address(row, OFFICE)


def odd_addresses(tables: Tables) -> None:
    """Five of the staff have an address without form."""
    for place, row in enumerate(staff_with_email(tables, 6, 5)):
        _give_address(row, odd_emails(row["emailAddresses"][0]["emailAddress"])[place])


def nulls(tables: Tables) -> None:
    """Nobody has a UPN or a birth date."""
    for row in tables["Student"]:
        row.update(upn=None, dateOfBirth=None)
        row["person"]["dateOfBirth"] = None


def _give_address(row: Row, address: str) -> None:
    row["emailAddresses"][0].update(emailAddress=address, displayName=address)


def _become_somebody_new(number: int, row: Row) -> None:
    """Change everything but the id, the year group and the form."""
    give_names(row, *stranger(number))
    born = written(date.fromisoformat(row["dateOfBirth"]) + timedelta(days=40 + number))
    row.update(upn=new_upn(number), studentNumber=f"9{number:05}", dateOfBirth=born)
    row["person"].update(dateOfBirth=born, legalMiddleNames=None)


def _without_name(rows: list[Row]) -> None:
    names = dict.fromkeys((*FIRST_NAMES, *LAST_NAMES, "displayName"))
    for row in rows:
        row.update(names)
        row["person"].update(names, legalMiddleNames=None)
