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
from marktui.connectors.http.decoding import decode
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
            NotThisServiceError: The body is no list.
        """
        try:
            wires = decode(body, list[self.wire])  # type: ignore[name-defined]
        except msgspec.ValidationError:
            return self._one_by_one(body, today, observations)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise damaged("Assembly", self.source.what) from None
        self._refuse_endless(wires)
        self._look_at(wires, today, observations)
        return [sound_row(self.build, wire, today) for wire in wires]

    def _one_by_one(self, body: bytes, today: date, observations: Observations) -> list[MisRow]:
        """The rows of a page of which at least one has a field of the wrong type."""
        try:
            raws = decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise damaged("Assembly", self.source.what) from None
        if not isinstance(raws, list):
            raise wrong_shape(self.source)
        self._refuse_endless(raws)
        self._look_at(raws, today, observations)
        return [self._lenient(raw, today) for raw in raws]

    def _look_at(self, rows: Sequence[object], today: date, observations: Observations) -> None:
        observations.page(rows, () if self.wire is GroupWire else _DATES)
        if self.wire is GroupWire:
            observations.groups(((value(row, "start_date"), value(row, "end_date")) for row in rows), today)

    def _refuse_endless(self, rows: Sequence[object]) -> None:
        refuse_endless(f"Assembly's list of {self.source.what}", len(rows), PAGE_ROWS)

    def _lenient(self, raw: object, today: date) -> MisRow:
        fields = raw if isinstance(raw, dict) else {}
        mis_id = row_id(fields.get("id"))
        try:
            wire = msgspec.convert(fields, self.wire)
        except msgspec.ValidationError:
            members: tuple[str, ...] = ()
            if self.wire is GroupWire:
                members = member_ids_of(fields.get("student_ids"), "group")
                if not holds(fields.get("start_date"), fields.get("end_date"), today):
                    return OtherDay(mis_id=mis_id, member_ids=members)
            problem = problem_of(self.wire, fields, _LABELS)
            label = label_of(*(fields.get(name) for name in ("first_name", "last_name", "name")))
            return InvalidRow(mis_id=mis_id, problem=problem, label=label, member_ids=members)
        return sound_row(self.build, wire, today)


ON_ROLL: Mapping[Kind, RowList] = {
    Kind.TEACHER: RowList(LISTS[Kind.TEACHER], StaffWire, build_teacher),
    Kind.YEAR_GROUP: RowList(LISTS[Kind.YEAR_GROUP], GroupWire, build_year_group),
    Kind.CLASS: RowList(LISTS[Kind.CLASS], GroupWire, build_class),
    Kind.PUPIL: RowList(LISTS[Kind.PUPIL], StudentWire, build_pupil),
}
LEFT: Mapping[Kind, RowList] = {
    kind: RowList(source, LeaverWire, build_leaver) for kind, source in LEAVERS.items()
}
