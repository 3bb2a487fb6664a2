"""What a sync does with teachers: all staff are listed, new ones are left to a person to tick."""

from collections.abc import Iterator, Mapping, Sequence

from marktui.connectors.mis import MisTeacher
from marktui.hub.kind import Kind
from marktui.hub.record import Person, Teacher
from marktui.hub.roster import fold
from marktui.sync.draft import Draft
from marktui.sync.pair import Pair, Unclear


class TeacherShape:
    """How teachers are synced.

    Args:
        draft: The plan in the making.
    """

    kind = Kind.TEACHER
    row_type = MisTeacher
    key = "email"

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self.new_ticked = draft.scope.import_teachers

    def records(self) -> Mapping[str, Teacher]:
        """The hub's teachers, by id."""
        return self._draft.before.teachers

    def left_alone(self, row: MisTeacher) -> str | None:
        """No teacher is outside: the filter is for pupils."""
        return None

    def covers(self, record: Teacher) -> bool:
        """Every teacher is covered."""
        return True

    def out_of_range(self, row: MisTeacher) -> str | None:
        """No teacher is out of range."""
        return None

    def merge(self, record: Teacher | None, row: MisTeacher, new_id: str, *, keep_key: bool) -> Teacher:
        """The teacher as the MIS has them; an email edited by hand is kept."""
        held = record or Teacher(id=new_id, first_name="", last_name="")
        mis_email = row.email or held.mis_email
        # One that was blanked is as much an edit as another address.
        follows = _same(held.email, held.mis_email) or _same(held.email, mis_email)
        return held.with_(
            first_name=row.first_name or held.first_name,
            last_name=row.last_name or held.last_name,
            mis_email=held.mis_email if keep_key else mis_email,
            email=mis_email if follows and mis_email and not keep_key else held.email,
        )

    def unclear(self, record: Teacher, row: MisTeacher) -> tuple[Unclear, ...]:
        """Nothing: a teacher has neither class nor year group."""
        return ()

    def yields_key(self, record: Person) -> bool:
        """An address may go to somebody else once its holder has left."""
        return record.desync is not None

    def remarks(self, pairs: Sequence[Pair]) -> Iterator[str]:
        """A sentence about emails that were edited by hand and differ from the MIS."""
        after = [pair.change.after if pair.change else pair.record for pair in pairs if pair.row]
        kept = sum(isinstance(one, Teacher) and one.email_differs for one in after)
        if kept:
            yield f"{Kind.TEACHER.counted(kept)} with an email that differs from the MIS; it is kept."


def _same(one: str | None, other: str | None) -> bool:
    return fold(one or "") == fold(other or "")
