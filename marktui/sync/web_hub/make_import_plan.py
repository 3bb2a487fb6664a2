"""Plans an import of the web hub's CSV: who each row is, and what it may change of them."""

from collections.abc import Iterator
from datetime import date

from marktui.hub.model import fields
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Pupil
from marktui.hub.model.text import FEW, enumerated
from marktui.hub.rules.field_locks import why_locked
from marktui.hub.rules.uniqueness import claimed_upn
from marktui.hub.web_hub.pupil_row import BadRow, PupilRow, read_pupils
from marktui.hub.web_hub.table import Table, require_export
from marktui.hub.web_hub.values import digest, values_in
from marktui.store.file.entry import WebHubState
from marktui.store.file.record_changes import record_change
from marktui.sync.web_hub.groups_in_file import GroupsInFile, NewIds
from marktui.sync.web_hub.import_plan import ImportPlan, RowMessage
from marktui.sync.web_hub.match_rows import Who, who_they_are

_TAKEN = (
    fields.FIRST_NAME,
    fields.LAST_NAME,
    fields.DATE_OF_BIRTH,
    fields.YEAR_GROUP,
    fields.CLASS,
    fields.UPN,
)
"""What a row can say of a pupil."""


def plan_import(hub: Hub, table: Table, today: date) -> ImportPlan:
    """What an import of a file would do; raises `UsageError` where it is no file of the web hub."""
    require_export(table)
    return _Planning(hub, table, today).plan()


class _Planning:
    def __init__(self, hub: Hub, table: Table, today: date) -> None:
        self._hub = hub
        self._table = table
        self._rows, self._bad = read_pupils(table, today)
        self._cells = {line: tuple(cells) for line, cells in table.rows}
        self._ids = NewIds(hub)
        self._groups = GroupsInFile(hub, self._ids)
        self._holders = {upn: one.id for one in hub.pupils.values() if (upn := claimed_upn(one))}
        self._web_ids = {one.web_id: one.id for one in hub.pupils.values() if one.web_id}
        self._pupils: list[tuple[Pupil | None, Pupil]] = []
        self._locked: list[RowMessage] = []
        self._left_alone: list[RowMessage] = []
        self._unchanged = 0
        self._digests: dict[str, str] = {}
        self._without_access: list[str] = []
        self._in_doubt: dict[str, None] = {}
        self._taken_upns: list[str] = []

    def plan(self) -> ImportPlan:
        for row, who in zip(self._rows, who_they_are(self._hub, self._rows), strict=True):
            self._take(row, who)
        made = tuple(record_change(None, one) for one in self._groups.made)
        pupils = tuple(record_change(before, after) for before, after in self._pupils)
        after = self._hub.with_records([*self._groups.made, *(one for _, one in self._pupils)])
        columns = tuple(one.value for one in self._table.layout.compared)
        return ImportPlan(
            after=after.with_(next_record=self._ids.next_record),
            changes=(*made, *pupils),
            state=WebHubState(
                columns=columns,
                pupils=self._digests,
                without_access=tuple(self._without_access),
                in_doubt=tuple(one for one in self._in_doubt if one not in self._digests),
            ),
            read=len(self._table.rows),
            unchanged=self._unchanged,
            locked=tuple(self._locked),
            left_alone=tuple(self._left_alone),
            bad=tuple(sorted(self._bad, key=lambda one: one.line)),
            messages=tuple(filter(None, (self._table.encoding_doubt, *self._messages()))),
        )

    def _take(self, row: PupilRow, who: Who) -> None:
        """Take one row in: somebody new, somebody known, or nobody for certain."""
        record = who.record
        doubt = who.doubt or self._clash(row, record)
        if doubt:
            self._in_doubt |= dict.fromkeys(who.may_be)
            self._leave(row, record, doubt)
            return
        lock = why_locked(record, fields.FIRST_NAME.attribute) if record else None
        if record is not None and record.access is Access.PENDING_DELETION:
            self._leave(row, record, lock or "")
            return
        if not lock and row.year_group and self._groups.code(row.year_group) is None:
            self._reject(row, f"The year group {row.year_group!r} tells no year; add it to the hub first.")
            return
        after = self._merged(record, row, is_locked=lock is not None)
        self._digests[after.id] = digest(values_in(row), self._table.layout.compared)
        if row.is_without_access:
            self._without_access.append(after.id)
        if lock and record:
            self._tell_lock(row, record)
        if after == record:
            self._unchanged += 1
        else:
            self._pupils.append((record, after))

    def _merged(self, record: Pupil | None, row: PupilRow, *, is_locked: bool) -> Pupil:
        """The pupil as the row has them; what the row leaves out stays."""
        if record is None:
            access = Access.WITHOUT_ACCESS if row.is_without_access else Access.WITH_ACCESS
            record = Pupil(id=self._ids.of(Kind.PUPIL), first_name="", last_name="", access=access)
        user_id = row.user_id or record.web_id
        if is_locked:
            return record.with_(web_id=user_id)
        return record.with_(
            web_id=user_id,
            first_name=row.first_name or record.first_name,
            last_name=row.last_name or record.last_name,
            date_of_birth=row.born or record.date_of_birth,
            year_group=self._groups.code(row.year_group) if row.year_group else record.year_group,
            class_id=self._groups.class_id(row.class_name) if row.class_name else record.class_id,
            upn=self._upn(row, record),
        )

    def _upn(self, row: PupilRow, record: Pupil) -> str | None:
        """The UPN of a pupil, unless another one has it."""
        if row.upn is None:
            return record.upn
        if self._holders.setdefault(row.upn, record.id) != record.id:
            self._taken_upns.append(row.label)
            return record.upn
        return row.upn

    def _clash(self, row: PupilRow, record: Pupil | None) -> str:
        """Why the User ID of a row cannot be the record's: another pupil of the hub has it."""
        holder = self._web_ids.get(row.user_id or "")
        if holder is None or (record is not None and holder == record.id):
            return ""
        return f"The User ID belongs to {self._hub.pupils[holder].label} ({holder}) here."

    def _leave(self, row: PupilRow, record: Pupil | None, why: str) -> None:
        self._left_alone.append(
            RowMessage(line=row.line, name=row.label, why=why, id=record.id if record else None)
        )

    def _reject(self, row: PupilRow, why: str) -> None:
        self._bad.append(BadRow(line=row.line, cells=self._cells[row.line], label=row.label, why=why))

    def _tell_lock(self, row: PupilRow, record: Pupil) -> None:
        """Tell what the web hub has otherwise than the MIS."""
        there = {
            fields.FIRST_NAME: row.first_name,
            fields.LAST_NAME: row.last_name,
            fields.DATE_OF_BIRTH: str(row.born or ""),
            fields.YEAR_GROUP: self._groups.known_code(row.year_group) if row.year_group else "",
            fields.CLASS: row.class_name or "",
            fields.UPN: row.upn or "",
        }
        differing = [
            f"{field.short} {said} there, {field.text(self._hub, record) or 'none'} here"
            for field in _TAKEN
            if (said := there[field]) and said != field.text(self._hub, record)
        ]
        if differing:
            why = f"The MIS keeps this pupil: {enumerated(differing)}."
            self._locked.append(RowMessage(line=row.line, name=row.label, why=why, id=record.id))

    def _messages(self) -> Iterator[str]:
        wrong = sum(row.wrong_upn for row in self._rows)
        if wrong:
            yield f"{Kind.PUPIL.counted(wrong)} with a UPN whose check letter is wrong; it was left out."
        if self._taken_upns:
            whose = enumerated(self._taken_upns, FEW)
            yield f"The UPN of {whose} belongs to somebody else here; it was left out."
        replaced = [
            after for before, after in self._pupils if before and before.web_id not in (None, after.web_id)
        ]
        if replaced:
            have = "has" if len(replaced) == 1 else "have"
            yield f"{Kind.PUPIL.counted(len(replaced))} {have} another User ID than before."
        yield from self._groups.remarks()
