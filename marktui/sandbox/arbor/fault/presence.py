"""Faults in who is there."""

from datetime import date, timedelta

from marktui.sandbox.arbor.fault.who import UNLISTED, calm, last_summer, on_roll, share, vanish
from marktui.sandbox.arbor.rows.row import Row, Tables, record

LOSS, MOST_LOST = 5, 25
"""What is lost at a time: per cent of the pupils, and how many at most."""


def no_students(tables: Tables) -> None:
    """The list is empty."""
    tables["Student"] = []


def mass_vanish(tables: Tables) -> None:
    """Three in ten are nowhere."""
    vanish(tables, share(tables, 3))


def slow_loss(tables: Tables, rounds: int) -> None:
    """Some are nowhere, and as many again each time."""
    number = min(MOST_LOST, max(1, len(on_roll(tables)) * LOSS // 100))
    vanish(tables, calm(tables, 60, number * rounds))


def neither_list(tables: Tables) -> None:
    """Three are in no list, but known by their ids."""
    for row in calm(tables, 58, 3):
        row[UNLISTED] = True


def old_leaving_dates(tables: Tables) -> None:
    """Three on roll left once, and came back later."""
    for row in calm(tables, 55, 3):
        row["leavingDate"] = f"{int(row['mostRecentEntryDate'][:4]) - 1}-07-21"


def level_null(tables: Tables) -> None:
    """Five have neither of the two levels, and no form."""
    for row in calm(tables, 20, 5):
        row.update(academicLevel=None, displayAcademicLevel=None, registrationForm=None)


def level_null_all(tables: Tables) -> None:
    """Nobody has a level but the one that is shown."""
    for row in tables["Student"]:
        row["academicLevel"] = None


def applicants(tables: Tables, today: date) -> None:
    """Three more have neither level nor form; one of them is to start."""
    last = int(tables["Student"][-1]["id"])
    for number in range(last + 1, last + 4):
        name = f"Applicant Number{number}"
        row: Row = {**dict.fromkeys(tables["Student"][0]), **record("Student", number, name)}
        person = record("Person", number, name, legalFirstName="Applicant", legalLastName=f"Number{number}")
        row.update(
            legalFirstName="Applicant", legalLastName=f"Number{number}", person=person, emailAddresses=[]
        )
        tables["Student"].append(row)
    tables["Student"][-1]["mostRecentEntryDate"] = (today + timedelta(days=60)).isoformat()


def staff_active_mark(tables: Tables) -> None:
    """Two of the staff are active, though their leaving date has passed."""
    for row in [row for row in tables["Staff"] if row["isActiveInSchool"]][-2:]:
        row["leavingDate"] = last_summer(tables)
