"""The limits past which a plan needs the Access Coordinator's approval. They are fixed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain

from msgspec import Struct, structs

from marktui.connectors.mis import InvalidRow, MisClass, MisPupil, MisRow
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, Record
from marktui.hub.model.school import Choices
from marktui.hub.model.text import fold
from marktui.hub.people.identity import known_birth
from marktui.store.file.entry import Do
from marktui.sync.missing.absence import Absence
from marktui.sync.missing.recent_losses import DAYS
from marktui.sync.model.pair import Change, Unclear
from marktui.sync.model.plan import KindPlan
from marktui.sync.model.proposal import RecentLoss

LOSS_SHARE = 0.10
LOSS_NUMBER = 25
IDENTITY_SHARE = 0.25
GROUP_LOSS_SHARE = 0.10
SEVERAL_SHARE = 0.10
INVALID_SHARE = 0.02
TOO_FEW = 5
"""Fewer records or rows than this never trip a limit."""

_GROUPS = (
    ("class_id", "class", Unclear.NO_CLASS),
    ("year_group", "year group", Unclear.NO_YEAR),
)
_IDENTITY = ("first_name", "last_name", "date_of_birth", "upn", "email")


def reasons_to_hold(
    hub: Hub, part: KindPlan, covers: Callable[[Record], bool], recent: RecentLoss | None = None
) -> Iterator[str]:
    """Why one kind's part of a plan needs approval, as sentences.

    Args:
        covers: Whether a record is inside the filter; shares are of the Synced records inside.
    """
    kind = part.kind
    synced = [one for one in hub.records(kind).values() if one.is_synced and covers(one)]
    # People who move into the filter are changed by the run as well, so all changes count.
    changes = [one for one in part.changes_of_values if one.before and one.before.is_synced]
    yield from _losses(hub, part, covers, recent)
    renamed = sum(_changes_identity(change) for change in changes)
    if renamed >= TOO_FEW and renamed > IDENTITY_SHARE * len(synced):
        what = "name, birth date, UPN or email"
        yield f"{kind.counted(renamed)} of {len(synced):,} would change {what}{_share(renamed, len(synced))}."
    yield from _group_losses(hub, synced, part, changes)
    invalid, read = part.counts.invalid, part.counts.read
    if invalid:
        rows = [pair.row for pair in part.pairs]
        invalid -= sum(isinstance(row, InvalidRow) and row.is_withheld for row in rows)
    if invalid >= TOO_FEW and invalid > INVALID_SHARE * read:
        yield f"{invalid:,} of {read:,} rows of {kind.nouns} are invalid{_share(invalid, read)}."


def _losses(
    hub: Hub, part: KindPlan, covers: Callable[[Record], bool], recent: RecentLoss | None
) -> Iterator[str]:
    """The reason to hold a loss that is big, alone or with earlier ones that nobody has looked at."""
    lost = sum(change.do is Do.DESYNC for change in part.changes_of_known)
    if not lost:
        return
    records = hub.records(part.kind).values()
    covered = {one.id: one for one in records if covers(one)}
    synced = sum(one.is_synced for one in covered.values())
    # People who return with this run were not lost after all.
    back = {change.after.id for change in part.changes if change.do is Do.RETURN}
    earlier = len(recent.lost & covered.keys() - back) if recent else 0
    before = len(recent.synced & covered.keys()) if recent and earlier else synced
    if not (_is_big(lost, synced) or _is_big(lost + earlier, before)):
        return
    with_earlier = f", with {earlier:,} in the last {DAYS} days that nobody has looked at" if earlier else ""
    share = _share(lost + earlier, before)
    yield f"{part.kind.counted(lost)} of {before:,} would be de-synced{with_earlier}{share}."


def double_members(part: KindPlan, classes: Iterable[MisRow]) -> Iterator[str]:
    """The reason to hold a plan in which many pupils are in several MIS classes.

    Args:
        classes: The class list of the MIS.
    """
    if part.kind is not Kind.PUPIL:
        return
    groups = (row for row in classes if isinstance(row, MisClass | InvalidRow))
    members = list(chain.from_iterable(set(group.member_ids) for group in groups))
    if len(members) - len(set(members)) < TOO_FEW:
        return
    twice = {mis_id for mis_id, number in Counter(members).items() if number > 1}
    if len(twice) < TOO_FEW:
        return
    rows = [pair.row for pair in part.pairs if isinstance(pair.row, MisPupil) and pair.left_alone is None]
    several = sum(row.mis_id in twice for row in rows)
    if several >= TOO_FEW and several > SEVERAL_SHARE * len(rows):
        yield f"{several:,} of {len(rows):,} pupils are in several MIS classes{_share(several, len(rows))}."


class Unasked(Struct, frozen=True):
    """The people to ask the service about by id before a plan may be applied."""

    mis_ids: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why the plan is held until then; empty if none of them would be de-synced."""


def people_to_ask(
    hub: Hub, part: KindPlan, covers: Callable[[Record], bool], absent: Iterable[Absence]
) -> Unasked:
    """The people to ask about by id; none if so many are missing that the plan is held anyway.

    People in a class or year group list are not gone, but may have left. They are asked about as well,
    if they are few.

    Args:
        absent: The Synced people of this kind without a row.
    """
    unasked = [one for one in absent if one.is_unasked]
    if not unasked:
        return Unasked()
    synced = sum(one.is_synced and covers(one) for one in hub.records(part.kind).values())
    lost = {change.after.id for change in part.changes if change.do is Do.DESYNC}
    gone = [one for one in unasked if one.record.id in lost]
    if _is_big(len(gone), synced):
        return Unasked()
    kept = [one for one in unasked if one.is_listed]
    asked = gone if _is_big(len(gone) + len(kept), synced) else [*gone, *kept]
    many = part.kind.counted(len(gone))
    why = f"{many} would be de-synced without having been asked for by id: read again."
    mis_ids = tuple(one.record.link.mis_id for one in asked if one.record.link)
    return Unasked(mis_ids, (why,) if gone else ())


def _is_big(lost: int, synced: int) -> bool:
    return lost >= TOO_FEW and (lost > LOSS_NUMBER or lost > LOSS_SHARE * synced)


def approved_gaps(choices: Choices, part: KindPlan) -> Choices:
    """The choices once a plan is approved: its pupils without class or year group no longer hold a plan.

    Otherwise the same gaps would hold every later run, as the hub keeps what it has.
    """
    without = {
        lack: tuple(sorted(pair.record.id for pair in part.pairs if pair.record and lack in pair.unclear))
        for lack in (Unclear.NO_CLASS, Unclear.NO_YEAR)
    }
    return structs.replace(
        choices, without_class=without[Unclear.NO_CLASS], without_year=without[Unclear.NO_YEAR]
    )


def _group_losses(hub: Hub, synced: list[Record], part: KindPlan, changes: list[Change]) -> Iterator[str]:
    """A sentence each for class and year group; it also counts pupils who keep theirs as the MIS has none."""
    approved = {
        Unclear.NO_CLASS: frozenset(hub.choices.without_class),
        Unclear.NO_YEAR: frozenset(hub.choices.without_year),
    }
    unclear = [(pair.record.id, pair.unclear) for pair in part.pairs if pair.unclear and pair.record]
    inside = {one.id for one in synced} if unclear else set()
    for field, name, lack in _GROUPS:
        losing = sum(_loses(change, field) for change in changes)
        counted = inside - approved[lack]
        without = sum(lack in lacks for record_id, lacks in unclear if record_id in counted)
        both = losing + without
        if both < TOO_FEW:
            continue
        having = sum(isinstance(one, Pupil) and getattr(one, field) is not None for one in synced)
        if both > GROUP_LOSS_SHARE * having:
            kept = " or have none in the MIS" if without else ""
            yield f"{both:,} of {having:,} pupils would lose their {name}{kept}{_share(both, having)}."


def _loses(change: Change, field: str) -> bool:
    if not isinstance(change.before, Pupil):
        return False
    return getattr(change.before, field) is not None and getattr(change.after, field) is None


def _changes_identity(change: Change) -> bool:
    """Whether a known name, birth date, UPN or email becomes another one; filling a blank does not count."""
    before, after = change.before, change.after
    return any(
        (held := getattr(before, field, None)) is not None
        and held != (given := getattr(after, field))
        and (was := _comparable(held)) is not None
        and was != _comparable(given)
        for field in _IDENTITY
    )


def _comparable(value: str | date | None) -> str | date | None:
    """A value without what says nothing about the person: case, spaces, invisible characters, fillers."""
    return known_birth(value) if isinstance(value, date) else "".join(fold(value or "").split()) or None


def _share(part: int, whole: int) -> str:
    return f" ({part / whole:.1%})" if whole else ""
