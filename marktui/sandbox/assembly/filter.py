"""Which rows of a list are wanted (docs/wire-assembly.md, Rows)."""

from collections.abc import Sequence
from datetime import date, datetime

from starlette.datastructures import QueryParams

from marktui.sandbox.assembly.fault.group import ALWAYS
from marktui.sandbox.assembly.refusal import BadRequest
from marktui.sandbox.assembly.row import AHEAD, Row, Tables
from marktui.sandbox.stage import Stage

_GROUPS = ("year_groups", "registration_groups")


def chosen_rows(path: str, tables: Tables, query: QueryParams, stage: Stage) -> Sequence[Row]:
    """The rows that the query asks for.

    Args:
        path: the list.
        tables: all lists; a date reaches into the leavers too.
        query: the query parameters.
        stage: knows today, and whether groups of other days are listed.
    """
    rows = tables[path]
    day = _day(query.get("date"))
    if day and "academic_year_id" in query:
        message = "date and academic_year_id exclude each other"
        raise BadRequest(message)
    if path in _GROUPS:
        return _groups(path, tables, query, _group_day(query, day, stage))
    if path == "staff_members" and _flag(query, "teachers_only"):
        return [row for row in rows if row["is_teaching_staff"]]
    return _students(tables, query, day) if path == "students" else rows


def with_emails(query: QueryParams) -> bool:
    """Whether students' emails were asked for."""
    return _flag(query, "emails")


def _students(tables: Tables, query: QueryParams, day: date | None) -> Sequence[Row]:
    rows = tables["students"]
    wanted = {i for text in (*query.getlist("students"), *query.getlist("students[]")) for i in text.split()}
    code = query.get("year_code")
    if wanted and code:
        message = "students and year_code exclude each other"
        raise BadRequest(message)
    if day:
        known = {row.get("id"): row for row in (*tables["students/left"], *tables[AHEAD], *rows)}
        rows = [row for row in known.values() if _covers(row, day)]
    if wanted:
        rows = [row for row in rows if str(row.get("id")) in wanted]
    return [row for row in rows if row["year_code"] == code] if code else rows


def _group_day(query: QueryParams, day: date | None, stage: Stage) -> date | None:
    """The day whose groups are listed, today by default; None lists those of all days."""
    faults = stage.faults
    if "academic_year_id" in query or ALWAYS in faults or ("ended-groups" in faults and not day):
        return None
    return day or stage.school.today


def _groups(path: str, tables: Tables, query: QueryParams, day: date | None) -> Sequence[Row]:
    """The groups; of the academic years only the present one has any."""
    rows, year = tables[path], tables["academic_years"][-1]
    if (number := query.get("academic_year_id", "")) == str(year["id"]):
        rows = [row for row in rows if row["start_date"][:10] == year["start_date"]]
    elif number:
        return []
    if day:
        rows = [row for row in rows if _covers(row, day)]
    code = query.get("year_code")
    if code and path == "year_groups":
        return [row for row in rows if row["code"] == code]
    if code:
        members = {row.get("id") for row in tables["students"] if row["year_code"] == code}
        return [row for row in rows if members & set(row.get("student_ids") or ())]
    return rows


def _covers(row: Row, day: date) -> bool:
    start, end = row.get("start_date"), row.get("end_date")
    return (start or "")[:10] <= day.isoformat() <= (end or "9999")[:10]


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        message = f"malformed date parameter: {text!r}"
        raise BadRequest(message) from None


def _flag(query: QueryParams, name: str) -> bool:
    return query.get(name, "") in ("true", "1")
