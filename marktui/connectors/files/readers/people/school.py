"""The roster of a school from the rows of all its files."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from marktui.connectors.errors import IncompleteError
from marktui.connectors.files.readers.errors import UnreadableFileError
from marktui.connectors.files.readers.people.copies import copy_messages
from marktui.connectors.files.readers.people.draft import People
from marktui.connectors.files.readers.people.gather import gather
from marktui.connectors.files.readers.people.groups import classes, year_groups
from marktui.connectors.files.readers.people.older_exports import newest
from marktui.connectors.files.readers.people.reading import Reading
from marktui.connectors.files.roster import Roster
from marktui.connectors.mis import MisRow
from marktui.hub.model.kind import Kind
from marktui.hub.rules.same_school import SchoolIdentity, is_same_school


def roster_of(readings: Sequence[Reading], said_ids: str = "") -> Roster:
    """The roster of all files together; people of several files are told apart over all of them.

    Args:
        said_ids: The number by which a person wants pupils told apart.
    """
    if not readings:
        raise IncompleteError("There is no file to read.", "Give the exports of the MIS.")
    school = _school(readings)
    readings, older = newest(readings)
    kinds = frozenset[Kind]().union(*(one.kinds for one in readings))
    made = {name: one.made_at for one in readings if one.made_at for name in _files(one)}
    found: dict[Kind, People] = {}
    if Kind.PUPIL in kinds:
        pupils = [row for one in readings for row in one.pupils]
        found[Kind.PUPIL] = gather(Kind.PUPIL, pupils, said_ids, made)
    if Kind.TEACHER in kinds:
        staff = [row for one in readings for row in one.staff]
        found[Kind.TEACHER] = gather(Kind.TEACHER, staff, made=made)
    rows = _rows(found, dict.fromkeys(name for one in readings for name in one.classes))
    says = frozenset[Kind]().union(*(one.says_who_left for one in readings))
    return Roster(
        rows={kind: rows[kind] for kind in Kind if kind in kinds},
        leavers={kind: people.leavers for kind, people in found.items() if kind in says},
        rejected=tuple(row for people in found.values() for row in people.rejected),
        headings={name: headings for one in readings for name, headings in one.headings.items()},
        warnings=(
            *(message for one in readings for message in one.warnings),
            *older,
            *copy_messages(readings),
            *_messages(found),
        ),
        changed=tuple(message for one in readings for message in one.changed),
        doubt=" ".join(
            filter(None, [*(one.doubt for one in readings), *(one.doubt for one in found.values())])
        ),
        school=school,
        made_at=_made_at(readings),
    )


def _rows(found: Mapping[Kind, People], listed: Mapping[str, None]) -> Mapping[Kind, tuple[MisRow, ...]]:
    nobody = People(rows=())
    pupils = found.get(Kind.PUPIL, nobody)
    return {
        Kind.TEACHER: found.get(Kind.TEACHER, nobody).rows,
        Kind.YEAR_GROUP: year_groups(pupils.years),
        Kind.CLASS: classes(dict.fromkeys(listed, ()) | dict(pupils.classes)),
        Kind.PUPIL: pupils.rows,
    }


def _messages(found: Mapping[Kind, People]) -> Iterator[str]:
    for people in found.values():
        yield from people.warnings


def _files(reading: Reading) -> frozenset[str]:
    return frozenset(row.file for row in (*reading.pupils, *reading.staff))


def _made_at(readings: Sequence[Reading]) -> datetime | None:
    """When the oldest list of pupils was made; an old list of the staff does not hide that."""
    times = [one.made_at for one in readings if one.made_at and one.pupils]
    return min(times or [one.made_at for one in readings if one.made_at], default=None)


def _school(readings: Sequence[Reading]) -> SchoolIdentity:
    """The one school of all files; raises where they are of several."""
    known = [one.school for one in readings if one.school != SchoolIdentity()]
    for other in known[1:]:
        if not is_same_school(known[0], other):
            raise UnreadableFileError(
                f"The files are of different schools: {known[0].name or known[0].urn} and "
                f"{other.name or other.urn}.",
                "Give the files of one school.",
            )
    return known[0] if known else SchoolIdentity()
