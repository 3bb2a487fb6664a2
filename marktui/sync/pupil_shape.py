"""What a sync does with pupils: one class, one year group, the filter."""

from collections.abc import Mapping

from marktui.connectors.mis import MisPupil
from marktui.hub.kind import Kind
from marktui.hub.record import Pupil
from marktui.hub.roster import fold
from marktui.hub.upn import is_valid_upn
from marktui.sync.draft import Draft
from marktui.sync.found import Found
from marktui.sync.membership import Membership


class PupilShape:
    """How pupils are synced.

    Args:
        draft: The plan in the making, its classes and year groups done.
    """

    kind = Kind.PUPIL
    row_type = MisPupil
    key = "UPN"
    new_ticked = True

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._hub = draft.hub
        self._membership = Membership(
            draft.hub, draft.reading.connector, draft.reading.rows.get(Kind.CLASS, ())
        )
        self._years = {one.code for one in draft.hub.year_groups.values()}
        self._filter_years = {code.upper() for code in draft.scope.filter.year_groups}
        self._filter_classes = {fold(name) for name in draft.scope.filter.classes}

    def records(self) -> Mapping[str, Pupil]:
        """The hub's pupils, by id."""
        return self._draft.before.pupils

    def left_alone(self, row: MisPupil) -> str | None:
        """Why a row is outside the filter."""
        names = self._membership.names(row.mis_id)
        return None if self._is_inside(row.year_code, names) else "outside the filter"

    def covers(self, record: Pupil) -> bool:
        """Whether a record's hub year or class is inside the filter."""
        name = self._draft.before.class_name(record)
        return self._is_inside(record.year_group, [name] if name else [])

    def out_of_range(self, row: MisPupil) -> str | None:
        """Why a row has no place: its year group is not set up."""
        if row.year_code is None or row.year_code in self._years:
            return None
        return f"year group {row.year_code} is not set up"

    def merge(self, record: Pupil | None, row: MisPupil, found: Found, new_id: str) -> Pupil:
        """The pupil as the MIS has it; what the MIS leaves out stays."""
        held = record or Pupil(id=new_id, first_name="", last_name="")
        return held.with_(
            first_name=row.first_name or held.first_name,
            last_name=row.last_name or held.last_name,
            upn=held.upn if found.key_barred else row.upn or held.upn,
            date_of_birth=row.date_of_birth or held.date_of_birth,
            year_group=row.year_code,
            class_id=self._membership.class_id(row.mis_id, held.class_id),
        )

    def tell(self) -> None:
        """The sentences about classes that are not set up, double membership and bad UPNs."""
        messages = self._draft.messages
        not_set_up = self._membership.not_set_up
        if not_set_up:
            number, names = not_set_up.total(), ", ".join(sorted(not_set_up))
            verb = "is in a class that is" if number == 1 else "are in classes that are"
            messages.append(f"{Kind.PUPIL.counted(number)} {verb} not set up: {names}.")
        if self._membership.in_several:
            messages.append(f"{Kind.PUPIL.counted(self._membership.in_several)} in more than one MIS class.")
        rows = self._draft.rows(Kind.PUPIL)
        bad = sum(
            isinstance(row, MisPupil) and bool(row.upn) and not is_valid_upn(row.upn or "") for row in rows
        )
        if bad:
            messages.append(
                f"{Kind.PUPIL.counted(bad)} with a UPN whose check letter is wrong; it is not used to match."
            )

    def _is_inside(self, year_code: str | None, class_names: list[str]) -> bool:
        if not self._draft.scope.filter:
            return True
        in_class = any(fold(name) in self._filter_classes for name in class_names)
        return in_class or year_code in self._filter_years
