"""Faults in year groups and forms."""

from datetime import date, timedelta

from marktui.sandbox.arbor.rows.row import Row, Tables, record
from marktui.sandbox.layout import code_of
from marktui.sandbox.odd_values import OWN_YEAR_NAMES

_FORM_NAMES = ("displayName", "registrationFormName", "shortName", "code")
_LEVEL_NAMES = ("displayName", "academicLevelName", "shortName")


def class_renamed(tables: Tables) -> None:
    """One form has another name."""
    tables["RegistrationForm"][-1].update(dict.fromkeys(_FORM_NAMES, "Kingfishers"))


def two_classes_one_name(tables: Tables) -> None:
    """Two forms have one name."""
    one, other = tables["RegistrationForm"][-2:]
    other.update(dict.fromkeys(_FORM_NAMES, one["displayName"]))


def own_names(tables: Tables) -> None:
    """Levels have names of the school's own."""
    for row in tables["AcademicLevel"]:
        name = row["displayName"]
        row.update(dict.fromkeys(_LEVEL_NAMES, OWN_YEAR_NAMES.get(code_of(name), name)))


def two_years_one_code(tables: Tables) -> None:
    """Half of a level is in a second one of the same code."""
    level = tables["AcademicLevel"][-3]
    name = f"{level['displayName']} Oak"
    other = record("AcademicLevel", int(level["id"]) + 500, name)
    other = {**level, **other, "academicLevelName": name, "shortName": code_of(level["displayName"])}
    tables["AcademicLevel"].append(other)
    members = [row for row in tables["Student"] if row["academicLevel"] is level]
    for row in members[len(members) // 2 :]:
        row.update(academicLevel=other, displayAcademicLevel=other)


def last_year_forms(tables: Tables) -> None:
    """The form of every pupil is that of last year."""
    former: dict[str, Row] = {}
    for form in tables["RegistrationForm"]:
        former.setdefault(form["displayName"], form)
    for row in tables["Student"]:
        if form := row["registrationForm"]:
            row["registrationForm"] = former[form["displayName"]]


def no_forms(tables: Tables) -> None:
    """Nobody has a form."""
    for row in tables["Student"]:
        row["registrationForm"] = None


def no_groups(tables: Tables) -> None:
    """The list of forms is empty."""
    tables["RegistrationForm"] = []


def summer_gap(tables: Tables, today: date) -> None:
    """The latest academic year ended yesterday."""
    year, day = tables["AcademicYear"][-1], (today - timedelta(days=1)).isoformat()
    year.update(endDate=day, startDate=min(year["startDate"], day))
