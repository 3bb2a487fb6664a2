"""From what was read to what would be done. Pure: the same reading and hub give the same plan."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from types import MappingProxyType

import msgspec

from marktui.connectors.mis import MisClass, MisPupil, MisYearGroup
from marktui.hub.model.errors import UsageError
from marktui.hub.model.fields import CLASS, STATUS, SYNCED_FIELDS
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import ListRecords, Message
from marktui.hub.model.record import Pupil, Reason, Record, Status
from marktui.hub.model.text import fold
from marktui.store.file.entry import Do
from marktui.sync.model.plan import KindPlan, Plan
from marktui.sync.model.proposal import RecentLoss
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import Scope
from marktui.sync.plan.choices import choices_after
from marktui.sync.plan.class_warnings import near_duplicates
from marktui.sync.plan.draft import Draft
from marktui.sync.plan.groups import ClassShape, GroupPlan, YearGroupShape
from marktui.sync.plan.hold import approved_gaps, double_members, people_to_ask, reasons_to_hold
from marktui.sync.plan.hub_terms import in_hub_terms
from marktui.sync.plan.people import PeoplePlan
from marktui.sync.plan.pupils import PupilShape
from marktui.sync.plan.teachers import TeacherShape
from marktui.sync.plan.year_groups import left_out_words
from marktui.sync.review.file_messages import file_messages
from marktui.sync.review.lost_values import lost_words
from marktui.sync.review.odd_moves import odd_moves
from marktui.sync.review.open_questions import open_questions, unknown_years
from marktui.sync.review.swapped import swapped_words
from marktui.sync.review.turned_around import turned_words


def make_plan(
    hub: Hub,
    reading: Reading,
    scope: Scope,
    decisions: Decisions,
    recent: Mapping[Kind, RecentLoss] = MappingProxyType({}),
) -> Plan:
    """Everything that a sync would do, and whether it needs approval."""
    reading = in_hub_terms(reading, hub, decisions)
    _check_filter(hub, reading, scope)
    draft = Draft(hub, reading, scope, decisions)
    if reading.stale_reason:
        why = "the data is old, so a missing row means nothing"
        if reading.source.digest:
            why = "people missing from these files may still be at the school"
        draft.note(f"This sync de-syncs nobody: {why}.")
    held, unasked = _work_out_all(draft, recent)
    kinds, told = tuple(draft.parts), file_messages(hub, reading, scope, draft.parts)
    messages = (*map(Message, reading.warnings), *told, *draft.messages)
    after = _after(draft, held)
    plan = Plan(
        id=_digest(draft, held, after),
        connector=reading.connector,
        scope=scope,
        hub=hub,
        after=after,
        reading=reading,
        kinds=kinds,
        held=tuple(held),
        messages=messages,
        unasked=unasked,
    )
    # Where pupils are part of the run, its own counts show those outside.
    asked = Kind.YEAR_GROUP in scope.kinds and Kind.PUPIL not in scope.kinds
    outside = left_out_words(plan, reading) if asked else ()
    return msgspec.structs.replace(plan, messages=(*messages, *map(Message, outside)))


def _work_out_all(
    draft: Draft, recent: Mapping[Kind, RecentLoss]
) -> tuple[list[str], dict[Kind, tuple[str, ...]]]:
    """Work out all parts; gives why the plan is held, and the MIS ids to ask about first."""
    held: list[str] = []
    unasked: dict[Kind, tuple[str, ...]] = {}
    hub, reading = draft.before, draft.reading
    for kind in (one for one in Kind if one in draft.scope.kinds):
        told = len(draft.messages)
        covers = _work_out(draft, kind)
        draft.note(*_odd_changes(draft))
        draft.messages[told:] = [msgspec.structs.replace(one, kind=kind) for one in draft.messages[told:]]
        part = draft.parts[-1]
        held += reasons_to_hold(hub, part, covers, recent.get(kind))
        held += double_members(part, reading.rows.get(Kind.CLASS, ()))
        # In old data or a part of the school, a missing row means nothing: there is nobody to ask about.
        absent = draft.absent.get(kind, ()) if reading.proves(Reason.GONE) else ()
        to_ask = people_to_ask(hub, part, covers, absent)
        held += to_ask.reasons
        if to_ask.mis_ids:
            unasked[kind] = to_ask.mis_ids
    return held, unasked


def _odd_changes(draft: Draft) -> Iterator[str]:
    """What a person should look at, though the MIS wins: a column may have slipped."""
    part = draft.parts[-1]
    yield from lost_words(part)
    if part.kind in (Kind.PUPIL, Kind.TEACHER):
        yield from swapped_words(part.kind, part.changes_of_values)
        yield from turned_words(part.kind, part.changes_of_values)
    if part.kind is Kind.PUPIL:
        yield from odd_moves(draft.before, draft.hub, part.changes_of_values).words(draft.hub)


def _digest(draft: Draft, held: list[str], after: Hub) -> str:
    """The plan's id: a digest of its content."""
    changes = [one for part in draft.parts for one in _contents(part, draft.hub)]
    content = [draft.reading.connector, draft.before.approvals, held, changes]
    counts = [[part.kind, part.counts] for part in draft.parts]
    # Choices that nobody made are left out, so that a new sort of choice does not change all ids.
    chosen = {name: said for name, said in msgspec.structs.asdict(after.choices).items() if said}
    digest = hashlib.sha256(msgspec.json.encode([*content, counts, chosen, after.saved], order="sorted"))
    return digest.hexdigest()[:16]


def _work_out(draft: Draft, kind: Kind) -> Callable[[Record], bool]:
    match kind:
        case Kind.TEACHER:
            PeoplePlan(draft, TeacherShape(draft)).work_out()
        case Kind.YEAR_GROUP:
            GroupPlan(draft, YearGroupShape()).work_out()
            draft.messages += open_questions(draft.parts[-1])
        case Kind.CLASS:
            GroupPlan(draft, ClassShape(draft)).work_out()
            draft.messages += open_questions(draft.parts[-1])
            draft.note(*(one.words for one in near_duplicates(draft.parts[-1], draft.before.classes)))
        case Kind.PUPIL:
            shape = PupilShape(draft)
            PeoplePlan(draft, shape).work_out()
            if Kind.YEAR_GROUP not in draft.scope.kinds:
                draft.messages += unknown_years(draft.rows(Kind.YEAR_GROUP))
            return lambda record: isinstance(record, Pupil) and shape.covers(record)
    return lambda record: True


def _after(draft: Draft, held: list[str]) -> Hub:
    """The hub as it will be: records, choices, and how far the set-up has come."""
    kinds = draft.scope.kinds
    before = draft.before
    # With a filter, not all pupils are saved, and not all follow their classes.
    saved_whole = [kind for kind in kinds if kind is not Kind.PUPIL or not draft.scope.filter]
    changed_groups = any(part.changes for part in draft.parts if part.kind in (Kind.YEAR_GROUP, Kind.CLASS))
    choices = choices_after(draft)
    if held and Kind.PUPIL in kinds:
        choices = approved_gaps(choices, draft.parts[-1])
    return draft.hub.with_(
        saved=tuple(kind for kind in Kind if kind in before.saved or kind in saved_whole),
        resync_pupils=Kind.PUPIL not in saved_whole and (before.resync_pupils or changed_groups),
        choices=choices,
    )


def _contents(part: KindPlan, hub: Hub) -> Iterator[tuple[object, ...]]:
    """What each change is, without the id that a new record happens to get."""
    kind, create, synced, classes = part.kind, Do.CREATE, Status.SYNCED, hub.classes
    values = _VALUES[kind]
    for change in part.changes:
        after = change.after
        if change.do is create:
            class_id = after.class_id if isinstance(after, Pupil) else None
            class_name = classes[class_id].name if class_id else None
            yield (kind, create, change.why, class_name, synced) + values(after)  # noqa: RUF005 - quicker
        else:
            mis_id = after.link.mis_id if after.link else None
            yield (kind, change.do, after.id, mis_id, change.why, change.fields)


_VALUES = {
    kind: attrgetter(*(".".join(one.path) for one in fields if one not in (STATUS, CLASS)))
    for kind, fields in SYNCED_FIELDS.items()
}
"""Reads what a new record has, but for the class, whose id says nothing; each is Synced."""


def _check_filter(hub: Hub, reading: Reading, scope: Scope) -> None:
    if not scope.filter:
        return
    years = {one.code for one in hub.year_groups.values()}
    groups = (row for row in reading.rows.get(Kind.YEAR_GROUP, ()) if isinstance(row, MisYearGroup))
    years |= {row.code for row in groups if row.code}
    pupils = (row for row in reading.rows.get(Kind.PUPIL, ()) if isinstance(row, MisPupil))
    years |= {row.year_code for row in pupils if row.year_code}
    classes = {fold(one.name) for one in hub.classes.values()}
    classes |= {fold(row.name) for row in reading.rows.get(Kind.CLASS, ()) if isinstance(row, MisClass)}
    for code in scope.filter.year_groups:
        if code.upper() not in years:
            raise UsageError(f"There is no year group {code!r} in the hub or the MIS.", "Codes are R, 1, 2 …")
    for name in scope.filter.classes:
        if fold(name) not in classes:
            raise UsageError(
                f"There is no class {name!r} in the hub or the MIS.", next=ListRecords(Kind.CLASS)
            )
