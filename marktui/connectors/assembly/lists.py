"""Assembly's lists: how the bytes of a page become rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from marktui.connectors.assembly.errors import wrong_shape
from marktui.connectors.assembly.groups import OtherDay, holds
from marktui.connectors.assembly.rows import (
    Build,
    build_class,
    build_leaver,
    build_pupil,
    build_teacher,
    build_year_group,
    member_ids_of,
    row_id,
    sound_row,
)
from marktui.connectors.assembly.sources import LEAVERS, LISTS, Source
from marktui.connectors.assembly.wire import GroupWire, LeaverWire, StaffWire, StudentWire, Wire
from marktui.connectors.errors import damaged
from marktui.connectors.http.decoding import BROKEN, decode
from marktui.connectors.http.observations import Observations, value
from marktui.connectors.http.paging import PAGE_ROWS, refuse_endless
from marktui.connectors.mis import InvalidRow, MisRow
from marktui.connectors.rows import label_of, problem_of
from marktui.hub.model.kind import Kind

_DATES = ("dob", "start_date")
"""The dates in which a time of day other than midnight would mean something; an end date is often 23:59."""
_LABELS = {"upn": "UPN", "dob": "birth date", "emails": "list of emails"}


class RowList(Struct, frozen=True):
    """One list of the service and what its rows are."""

    source: Source
    wire: type[Wire]
    build: Build[Any]

    def rows(self, body: bytes, today: date, observations: Observations) -> list[MisRow]:
        """The rows of a page, those that cannot be used among them as `InvalidRow`.

        Raises:
            IncompleteError: The page is damaged, or a row spoils the whole list.
            NotThisServiceError: The body is not a list.
        """
        found = self._decoded(body)
        refuse_endless(f"Assembly's list of {self.source.what}", len(found), PAGE_ROWS)
        self._look_at(found, today, observations)
        return [self._row(one, today) for one in found]

    def _decoded(self, body: bytes) -> Sequence[object]:
        """The rows as wires; as they came where at least one has a field of the wrong type."""
        try:
            try:
                return decode(body, list[self.wire])  # type: ignore[name-defined,no-any-return]
            except msgspec.ValidationError:
                raws = decode(body)
        except BROKEN:
            raise damaged("Assembly", self.source.what) from None
        if not isinstance(raws, list):
            raise wrong_shape(self.source)
        return raws

    def _look_at(self, rows: Sequence[object], today: date, observations: Observations) -> None:
        observations.page(rows, () if self.wire is GroupWire else _DATES)
        if self.wire is GroupWire:
            observations.groups(((value(row, "start_date"), value(row, "end_date")) for row in rows), today)

    def _row(self, one: object, today: date) -> MisRow:
        if isinstance(one, Wire):
            return sound_row(self.build, one, today)
        fields = one if isinstance(one, dict) else {}
        mis_id = row_id(fields.get("id"))
        try:
            return sound_row(self.build, msgspec.convert(fields, self.wire), today)
        except msgspec.ValidationError:
            return self._invalid(mis_id, fields, today)

    def _invalid(self, mis_id: str, fields: dict[str, Any], today: date) -> MisRow:
        """What is left of a row with a field of the wrong type."""
        members: tuple[str, ...] = ()
        if self.wire is GroupWire:
            members = member_ids_of(fields.get("student_ids"), "group")
            if not holds(fields.get("start_date"), fields.get("end_date"), today):
                return OtherDay(mis_id=mis_id, member_ids=members)
        problem = problem_of(self.wire, fields, _LABELS)
        label = label_of(*(fields.get(name) for name in ("first_name", "last_name", "name")))
        return InvalidRow(mis_id=mis_id, problem=problem, label=label, member_ids=members)


ON_ROLL: Mapping[Kind, RowList] = {
    Kind.TEACHER: RowList(LISTS[Kind.TEACHER], StaffWire, build_teacher),
    Kind.YEAR_GROUP: RowList(LISTS[Kind.YEAR_GROUP], GroupWire, build_year_group),
    Kind.CLASS: RowList(LISTS[Kind.CLASS], GroupWire, build_class),
    Kind.PUPIL: RowList(LISTS[Kind.PUPIL], StudentWire, build_pupil),
}
LEFT: Mapping[Kind, RowList] = {
    kind: RowList(source, LeaverWire, build_leaver) for kind, source in LEAVERS.items()
}
