"""Faults in year groups and classes."""

from collections.abc import Iterator
from datetime import date, timedelta

from marktui.sandbox.assembly.row import Row, Tables, date_time
from marktui.sandbox.layout import year_name
from marktui.sandbox.odd_values import OWN_YEAR_NAMES, odd_year_codes

ALWAYS = "ended-groups-always"
OTHER_DAYS = ("ended-groups", ALWAYS)
_GROUPS = ("registration_groups", "year_groups")


def class_renamed(tables: Tables) -> list[Row]:
    """One class has another name."""
    row = tables["registration_groups"][-1]
    row["name"] = "Kingfishers"
    return [row]


def two_classes(tables: Tables) -> list[Row]:
    """One pupil is in two classes."""
    one, other = tables["registration_groups"][-2:]
    other["student_ids"] = sorted([*other["student_ids"], *one["student_ids"][:1]])
    return [other]


def two_classes_one_name(tables: Tables) -> list[Row]:
    """Two classes have one name."""
    one, other = tables["registration_groups"][-2:]
    other["name"] = one["name"]
    return [other]


def no_members(tables: Tables) -> list[Row]:
    """Classes say nothing of their members."""
    for row in tables["registration_groups"]:
        row.pop("student_ids", None)
    return tables["registration_groups"]


def null_members(tables: Tables) -> list[Row]:
    """The members of classes are null."""
    for row in tables["registration_groups"]:
        row["student_ids"] = None
    return tables["registration_groups"]


def odd_codes(tables: Tables) -> list[Row]:
    """The year of four pupils of one year group cannot be read."""
    code = tables["year_groups"][-3]["code"]
    rows = [row for row in tables["students"] if row["year_code"] == code][:4]
    for row, odd in zip(rows, odd_year_codes(code), strict=False):
        row["year_code"] = odd
    return rows


def own_names(tables: Tables) -> list[Row]:
    """Year groups have no code, and names of the school's own."""
    for row in tables["year_groups"]:
        row.update(code=None, name=OWN_YEAR_NAMES[row["code"]])
    return tables["year_groups"]


def two_years_one_code(tables: Tables) -> list[Row]:
    """Half of a year group is in a second one of the same code."""
    row = tables["year_groups"][-3]
    half = len(row["student_ids"]) // 2
    other = {
        **row,
        "id": row["id"] + 50,
        "name": f"{year_name(row['code'])} Oak",
        "student_ids": row["student_ids"][half:],
    }
    row["student_ids"] = row["student_ids"][:half]
    tables["year_groups"] = sorted([*tables["year_groups"], other], key=lambda one: one["id"])
    return [row, other]


def other_days(tables: Tables) -> list[Row]:
    """The groups of the year before and of the next one are there too, with members of their own."""
    more: list[Row] = []
    for path in _GROUPS:
        found = list(_twins(tables[path]))
        tables[path] = sorted([*tables[path], *found], key=lambda row: row["id"])
        more += found
    return more


def summer_gap(tables: Tables, today: date) -> list[Row]:
    """Year and groups ended yesterday."""
    day = today - timedelta(days=1)
    year = tables["academic_years"][-1]
    groups = [row for path in _GROUPS for row in tables[path]]
    for row in groups:
        row["end_date"] = date_time(day, ends=True)
        row["start_date"] = min(row["start_date"], str(date_time(day)))
    year.update(end_date=day.isoformat(), start_date=min(year["start_date"], day.isoformat()))
    return [year, *groups]


def _twins(groups: list[Row]) -> Iterator[Row]:
    """Each group as it was, and as it will be: the members are those of its neighbours."""
    for place, row in enumerate(groups):
        start, end = (date.fromisoformat(row[key][:10]) for key in ("start_date", "end_date"))
        yield {
            **row,
            "id": row["id"] + 5000,
            "start_date": date_time(start.replace(year=start.year - 1, month=9, day=1)),
            "end_date": date_time(start - timedelta(days=1), ends=True),
            "student_ids": groups[(place + 1) % len(groups)]["student_ids"],
        }
        yield {
            **row,
            "id": row["id"] + 6000,
            "start_date": date_time(end + timedelta(days=1)),
            "end_date": date_time(end.replace(year=end.year + 1), ends=True),
            "student_ids": groups[place - 1]["student_ids"],
        }
