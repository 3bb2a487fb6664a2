"""What a pupil is called in each column of the web hub's CSV."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Pupil
from marktui.hub.web_hub.columns import Column
from marktui.hub.web_hub.pupil_row import PUPIL_TYPE, PupilRow

Values = Mapping[Column, str]


def year_names(hub: Hub) -> dict[str, str]:
    """The names of the year groups, by code."""
    return {one.code: one.name for one in hub.year_groups.values()}


def values_of(hub: Hub, pupil: Pupil, years: Mapping[str, str]) -> Values:
    """A pupil with access, as the web hub's CSV has them; an empty text where nothing is known.

    Args:
        years: The names of the year groups, by code.
    """
    return {
        Column.USER_ID: pupil.web_id or "",
        Column.USER_TYPE: PUPIL_TYPE,
        Column.FIRST_NAME: pupil.first_name,
        Column.LAST_NAME: pupil.last_name,
        Column.YEAR_GROUP: years.get(pupil.year_group or "", ""),
        Column.CLASS: hub.class_name(pupil) or "",
        Column.BIRTH_DATE: written(pupil.date_of_birth),
        Column.UPN: pupil.upn or "",
        Column.ACCESS: "Y",
    }


def values_in(row: PupilRow) -> Values:
    """What is compared of a row that was read."""
    return {
        Column.FIRST_NAME: row.first_name,
        Column.LAST_NAME: row.last_name,
        Column.YEAR_GROUP: row.year_group or "",
        Column.CLASS: row.class_name or "",
        Column.BIRTH_DATE: written(row.born),
        Column.UPN: row.upn or "",
    }


def digest(values: Values, columns: Iterable[str]) -> str:
    """A digest of some values: another one means that something differs."""
    # A newer marktui may have compared a column that this one does not know.
    by_name = {column.value: value for column, value in values.items()}
    told = "\x1f".join(by_name.get(one, "?") for one in columns)
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def written(day: date | None) -> str:
    """A date as the web hub writes it: `02/03/2014`."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if day else ""
