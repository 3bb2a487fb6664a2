"""What a sync does with teachers: all staff are listed, and a person ticks new ones."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from marktui.connectors.mis import MisTeacher
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Link, Person, Teacher
from marktui.hub.model.text import fold
from marktui.hub.people.name import name_after
from marktui.sync.match.evidence import key_of
from marktui.sync.model.pair import Pair
from marktui.sync.plan.draft import Draft
from marktui.sync.plan.people import PersonShape
from marktui.sync.review.clashes import row_words, some_words


class TeacherShape(PersonShape[MisTeacher, Teacher]):
    """How teachers are synced."""

    kind = Kind.TEACHER
    row_type = MisTeacher
    key = "email"

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.new_ticked = draft.scope.import_teachers

    def records(self) -> Mapping[str, Teacher]:
        """The hub's teachers, by id."""
        return self._draft.before.teachers

    def usable(self, rows: Sequence[MisTeacher]) -> Sequence[MisTeacher]:
        """An address that several rows have, such as an office mailbox, is given to none of them."""
        holders = Counter(key_of(row) for row in rows)
        return [
            msgspec.structs.replace(row, email=None, shared_email=row.email)
            if row.email and holders[key_of(row)] > 1
            else row
            for row in rows
        ]

    def made(self, row: MisTeacher, new_id: str, link: Link) -> Teacher:
        """The record of a new teacher."""
        first, last, email = row.first_name or "", row.last_name or "", row.email or None
        return Teacher(id=new_id, first_name=first, last_name=last, email=email, mis_email=email, link=link)

    def merge(self, record: Teacher, row: MisTeacher, link: Link, *, keep_key: bool) -> Teacher:
        """The teacher as the MIS has them; an email edited by hand is kept."""
        mis_email = row.email or record.mis_email
        # Removing an address by hand is an edit as well.
        follows = _same(record.email, record.mis_email) or _same(record.email, mis_email)
        return record.with_(
            first_name=name_after(row.first_name, record.first_name, is_case_known=row.is_case_known),
            last_name=name_after(row.last_name, record.last_name, is_case_known=row.is_case_known),
            mis_email=record.mis_email if keep_key else mis_email,
            email=mis_email if follows and mis_email and not keep_key else record.email,
            link=link,
            desync=None,
        )

    def is_same(self, record: Teacher, row: MisTeacher) -> bool:
        """Whether a record is as the MIS has it, so that there is nothing to do."""
        return (
            row.first_name == record.first_name
            and row.last_name == record.last_name
            and row.email == record.mis_email
            and row.email == record.email
        )

    def yields_key(self, record: Person) -> bool:
        """An address may go to somebody else once its holder has left."""
        return record.desync is not None

    def remarks(self, pairs: Sequence[Pair]) -> Iterator[str]:
        """Sentences about addresses that several have, and emails that differ from the MIS."""
        yield from _shared_words([pair.row for pair in pairs if isinstance(pair.row, MisTeacher)])
        after = [pair.change.after if pair.change else pair.record for pair in pairs if pair.row]
        kept = sum(isinstance(one, Teacher) and one.email_differs for one in after)
        if kept:
            yield f"{Kind.TEACHER.counted(kept)} with an email that differs from the MIS; it is kept."


def _shared_words(rows: Iterable[MisTeacher]) -> Iterator[str]:
    """Who shares each address that several rows have, a sentence for each."""
    holders: dict[str, list[MisTeacher]] = {}
    for row in rows:
        if row.shared_email:
            holders.setdefault(fold(row.shared_email), []).append(row)
    for _, its in sorted(holders.items()):
        named = some_words(map(row_words, its))
        yield f"{its[0].shared_email} is the address of {named} in the MIS, so none of them gets it."


def _same(one: str | None, other: str | None) -> bool:
    return fold(one or "") == fold(other or "")
