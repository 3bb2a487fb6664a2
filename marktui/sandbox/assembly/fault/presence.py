"""Faults in who is there."""

from marktui.sandbox.assembly.fault.who import (
    UNLISTED,
    calm,
    part,
    share,
    take_off,
    take_out_of_groups,
    vanish,
)
from marktui.sandbox.assembly.row import AHEAD, Row, Tables

LOSS, MOST_LOST = 5, 25
"""What is lost at a time: per cent of the pupils, and how many at most."""


def no_students(tables: Tables) -> list[Row]:
    """The list is empty."""
    tables["students"] = []
    return []


def mass_vanish(tables: Tables) -> list[Row]:
    """Three in ten are nowhere."""
    return vanish(tables, share(tables, 3))


def slow_loss(tables: Tables, rounds: int) -> list[Row]:
    """Some are nowhere, and as many again each time."""
    number = min(MOST_LOST, max(1, len(tables["students"]) * LOSS // 100))
    return vanish(tables, calm(tables, 60, number * rounds))


def collection_failed(tables: Tables) -> list[Row]:
    """Some are nowhere, since the service did not get its data."""
    return vanish(tables, part(tables, LOSS))


def vanished_but_listed(tables: Tables) -> list[Row]:
    """Some are not in the list of pupils, though their groups name them."""
    take_off(tables, {row["id"] for row in part(tables, 8)})
    return []


def neither_list(tables: Tables) -> list[Row]:
    """Three are in no list, but known by their ids."""
    rows = calm(tables, 58, 3)
    ids = {row["id"] for row in rows}
    tables[UNLISTED] = take_off(tables, ids)
    return [*rows, *take_out_of_groups(tables, ids)]


def starters_listed(tables: Tables) -> list[Row]:
    """The planned starter is in the list of pupils too."""
    rows = tables[AHEAD]
    tables["students"] = sorted(tables["students"] + rows, key=lambda row: row["id"])
    return rows


def both_lists(tables: Tables) -> list[Row]:
    """Three on roll are in the list of leavers too."""
    rows = [dict(row) for row in calm(tables, 11, 3)]
    for row in rows:
        row["end_date"] = row["start_date"][:10] + "T23:59:00.000Z"
    tables["students/left"] = sorted(tables["students/left"] + rows, key=lambda row: row["id"])
    return rows


def old_leaving_dates(tables: Tables) -> list[Row]:
    """Three on roll left once, and came back later."""
    rows = calm(tables, 55, 3)
    for row in rows:
        row["end_date"] = f"{int(row['start_date'][:4]) - 1}-07-21T23:59:00.000Z"
    return rows


def level_null(tables: Tables) -> list[Row]:
    """Five have neither year group nor class."""
    rows = calm(tables, 20, 5)
    for row in rows:
        row["year_code"] = None
    return [*rows, *take_out_of_groups(tables, {row["id"] for row in rows})]
