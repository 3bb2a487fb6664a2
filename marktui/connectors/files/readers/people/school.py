"""The roster of a school from the rows of its people."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from marktui.connectors.files.readers.people.draft import Draft, People
from marktui.connectors.files.readers.people.gather import gather
from marktui.connectors.files.readers.people.groups import classes, year_groups
from marktui.connectors.files.roster import Roster
from marktui.connectors.mis import MisRow
from marktui.hub.model.kind import Kind
from marktui.hub.rules.same_school import SchoolIdentity

_NO_PEOPLE = People(rows=())


def roster_of(
    pupils: Sequence[Draft],
    staff: Sequence[Draft],
    *,
    kinds: Collection[Kind],
    said_ids: str = "",
    says_who_left: Collection[Kind] = (),
    headings: Mapping[str, tuple[str, ...]] | None = None,
    warnings: tuple[str, ...] = (),
    doubt: str = "",
    school: SchoolIdentity | None = None,
    made_at: datetime | None = None,
) -> Roster:
    """The roster of all rows.

    Args:
        kinds: The kinds that the files have.
        said_ids: The number by which a person wants pupils told apart.
        says_who_left: The kinds of which the files say who has left.
    """
    found = {
        Kind.PUPIL: gather(Kind.PUPIL, pupils, said_ids) if Kind.PUPIL in kinds else _NO_PEOPLE,
        Kind.TEACHER: gather(Kind.TEACHER, staff) if Kind.TEACHER in kinds else _NO_PEOPLE,
    }
    of_pupils = found[Kind.PUPIL]
    rows: dict[Kind, tuple[MisRow, ...]] = {
        Kind.TEACHER: found[Kind.TEACHER].rows,
        Kind.YEAR_GROUP: year_groups(of_pupils.years),
        Kind.CLASS: classes(of_pupils.classes),
        Kind.PUPIL: of_pupils.rows,
    }
    leavers = {kind: one.leavers for kind, one in found.items() if kind in says_who_left or one.leavers}
    return Roster(
        rows={kind: rows[kind] for kind in Kind if kind in kinds},
        leavers={kind: people for kind, people in leavers.items() if kind in kinds},
        rejected=tuple(row for one in found.values() for row in one.rejected),
        headings=headings or {},
        warnings=warnings + tuple(_told(found)),
        doubt=" ".join(filter(None, (doubt, *(one.doubt for one in found.values())))),
        ids={kind: one.ids for kind, one in found.items() if kind in kinds},
        school=school or SchoolIdentity(),
        made_at=made_at,
    )


def _told(found: Mapping[Kind, People]) -> Iterator[str]:
    for one in found.values():
        yield from one.warnings
