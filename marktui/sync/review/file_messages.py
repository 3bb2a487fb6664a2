"""What a person should know of files that were read: what they may lack, and how they differ from before."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from marktui.connectors.mis import MisPerson, MisPupil
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import Connect, ConnectionStep, GiveSetting, Message, SayWholeSchool
from marktui.hub.model.record import Pupil, Record, usual_year_name, year_order
from marktui.hub.model.setup_order import source_kinds
from marktui.sync.model.pair import LeftAlone
from marktui.sync.model.plan import KindPlan
from marktui.sync.model.reading import Reading
from marktui.sync.model.scope import Scope
from marktui.sync.review.two_schools import second_school_words

_ID_KINDS = {
    "id": "the MIS's own id",
    "upn": "UPN",
    "admission": "admission number",
    "name": "name and birth date",
    "code": "staff code",
    "email": "email",
}
"""What a MIS id can be, by its first part, as people call it."""
_SEVERAL = 5
_CHECK_SCHOOL = "Check that the files are of this school."


def file_messages(hub: Hub, reading: Reading, scope: Scope, parts: Sequence[KindPlan]) -> Iterator[Message]:
    """What to know of a reading of files; nothing of a service."""
    if not reading.source.digest:
        return
    yield from (
        Message(changed, (GiveSetting(reading.connector, "column"),)) for changed in reading.source.changed
    )
    yield from _new_kinds(hub, reading)
    yield from _other_ids(hub, reading, scope)
    yield from _lost_zeros(hub, reading, scope)
    yield from _strangers(parts)
    yield from _nobody_known(hub, parts)
    synced = [one for one in hub.pupils.values() if one.is_synced]
    if Kind.PUPIL in scope.kinds and (told := second_school_words(synced, reading.rows.get(Kind.PUPIL, ()))):
        yield Message(told)
    if Kind.PUPIL in scope.kinds and Kind.YEAR_GROUP in reading.source.kinds:
        yield from _empty_years(hub, reading)
    if reading.source.is_partial and not reading.stale_reason and _is_somebody_kept(parts):
        yield Message(
            "The files may hold only a part of the school, so nobody is de-synced for being missing.",
            (SayWholeSchool(scope.kinds[0] if len(scope.kinds) == 1 else None),),
        )


def _new_kinds(hub: Hub, reading: Reading) -> Iterator[Message]:
    """What the files have that they had not when the hub was connected."""
    known = source_kinds(hub)
    new = [kind.nouns for kind in reading.source.kinds if kind not in known]
    if new:
        yield Message(
            f"The files have {' and '.join(new)} now, which are not synced yet.",
            (Connect(reading.connector),),
        )


def _other_ids(hub: Hub, reading: Reading, scope: Scope) -> Iterator[Message]:
    """That the files tell people apart in another way than before: nobody is met by MIS id then."""
    for kind in (Kind.TEACHER, Kind.PUPIL):
        if kind not in scope.kinds:
            continue
        linked = (mis_id for mis_id, one in hub.linked(reading.connector, kind).items() if one.is_synced)
        before, now = _id_kind(linked), _id_kind(row.mis_id for row in reading.rows.get(kind, ()))
        if before and now and before != now:
            by = f"by {_ID_KINDS.get(now, now)} now, and by {_ID_KINDS.get(before, before)} before"
            key = "UPN" if kind is Kind.PUPIL else "email"
            yield Message(
                f"The files tell {kind.nouns} apart {by}: they are matched again, by {key} and by name."
            )


def _lost_zeros(hub: Hub, reading: Reading, scope: Scope) -> Iterator[Message]:
    """That a spreadsheet has taken the zeros in front of numbers: they are other numbers without them."""
    for kind in (one for one in (Kind.TEACHER, Kind.PUPIL) if one in scope.kinds):
        linked = hub.linked(reading.connector, kind)
        padded = {_without_zeros(mis_id): mis_id for mis_id in linked if ":0" in mis_id}
        present = {row.mis_id for row in reading.rows.get(kind, ())} if padded else set()
        lost = [
            bare
            for bare, mis_id in padded.items()
            if bare in present and bare not in linked and mis_id not in present
        ]
        if len(lost) > 1:
            yield Message(
                f"{kind.counted(len(lost))} have a number without the zeros that it began with, as if a "
                "spreadsheet had changed the file. They are matched again, by UPN or email and by name. "
                "Export it again, and do not save it in a spreadsheet."
            )


def _without_zeros(mis_id: str) -> str:
    kind, colon, number = mis_id.partition(":")
    return f"{kind}{colon}{number.lstrip('0')}"


def _id_kind(mis_ids: Iterable[str]) -> str:
    """What most of these ids are; empty where there are none, or they do not say."""
    kinds = Counter(mis_id.partition(":")[0] for mis_id in mis_ids if ":" in mis_id)
    return max(kinds, key=kinds.__getitem__) if kinds else ""


def _strangers(parts: Iterable[KindPlan]) -> Iterator[Message]:
    """That most ids are other people's now: the files are another school's, or of a MIS that counts alike."""
    for part in parts:
        strangers = [pair for pair in part.pairs if any(one.is_id_alone for one in pair.candidates)]
        if len(strangers) < _SEVERAL or len(strangers) <= part.counts.synced:
            continue
        would_be = f"{part.kind.counted(len(strangers))} would be somebody else by their"
        made_of = Counter(pair.row.id_made_of for pair in strangers if isinstance(pair.row, MisPerson))
        [(fact, _)] = made_of.most_common(1)
        if fact:
            yield Message(f"{would_be} {fact.value}. {_CHECK_SCHOOL}")
        else:
            yield Message(
                f"{would_be} MIS id. If the files are of another MIS now, forget the ids of the one before: "
                "everybody is matched again. Otherwise the id column has slipped, or it only counts rows: "
                "export the file again, or leave that column out.",
                (ConnectionStep.CLEAR_MIS_IDS,),
            )


def _nobody_known(hub: Hub, parts: Iterable[KindPlan]) -> Iterator[Message]:
    """That nobody of the files is in the hub, which has people: perhaps they are another school's."""
    for part in parts:
        kind, number = part.kind, part.counts
        if kind not in (Kind.TEACHER, Kind.PUPIL) or number.new < _SEVERAL:
            continue
        if number.new + number.invalid == number.read and any(map(_is_synced, hub.records(kind).values())):
            who = kind.counted(number.new)
            yield Message(f"None of the {who} in the files is in the hub. {_CHECK_SCHOOL}")


def _is_synced(record: Record) -> bool:
    return record.is_synced


def _empty_years(hub: Hub, reading: Reading) -> Iterator[Message]:
    """Which year groups have Synced pupils in the hub, and none in the files."""
    rows = reading.rows.get(Kind.PUPIL, ())
    present = {row.year_code for row in rows if isinstance(row, MisPupil)}
    pupils = (one for one in hub.pupils.values() if isinstance(one, Pupil) and one.is_synced)
    held = Counter(one.year_group for one in pupils if one.year_group)
    for code in sorted(held.keys() - present, key=year_order):
        number = Kind.PUPIL.counted(held[code])
        yield Message(f"{usual_year_name(code)} has {number} in the hub, and none in the files.")


def _is_somebody_kept(parts: Iterable[KindPlan]) -> bool:
    """Whether a record is kept that no row is of."""
    pairs = (pair for part in parts for pair in part.pairs)
    return any(pair.row is None and pair.left_alone is LeftAlone.KEPT for pair in pairs)
