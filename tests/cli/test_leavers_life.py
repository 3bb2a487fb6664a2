"""From leaving to being erased, with a clock moved on; and those who come back on the way."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest

from marktui.cli.shared.session import system_login
from marktui.hub.leavers.decisions import Decision, DecisionRequest, months_later
from marktui.hub.leavers.refusals import DecisionRefusedError
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Pupil
from marktui.hub.model.time import day_words
from marktui.hub.people.snapshot import Snapshot
from marktui.sync.history.undo import UndoBlockedError
from marktui.sync.model.pair import Pair
from marktui.sync.model.scope import Scope
from marktui.sync.run.events import Proposed
from marktui.sync.session import Session

from .leavers import let_some_leave, people_of
from .school import School

T = TypeVar("T")
WITHOUT, PENDING = Access.WITHOUT_ACCESS, Access.PENDING_DELETION


def wait(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


class Office:
    """The Access Coordinator at work, with a clock that is moved on.

    Args:
        school: The school.
    """

    def __init__(self, school: School) -> None:
        self.school = school
        self.now = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
        self.session = Session(school.folder, system_login(), lambda: self.now)

    @property
    def today(self) -> date:
        return self.now.astimezone().date()

    def move_to(self, day: date) -> None:
        self.now += day - self.today

    def decide(self, decision: Decision, *ids: str) -> int | None:
        """Decide a day later; gives the number of the entry."""
        self.now += timedelta(days=1)
        verdict = DecisionRequest(decision=decision, today=self.today)
        return wait(self.session.decisions.decide(Snapshot.ids(ids), verdict)).entry

    def due(self) -> list[str]:
        return [one.id for one in wait(self.session.decisions.due())]

    def line_of(self, mis_id: str) -> Pair:
        """The line of a row in the review of a pupil sync."""

        async def work() -> Pair:
            sync = self.session.sync(await self.session.load())
            async for happened in sync.propose(Scope((Kind.PUPIL,))):
                last = happened
            assert isinstance(last, Proposed)
            part = last.proposal.plan.part(Kind.PUPIL)
            assert part
            return next(one for one in part.pairs if one.row and one.row.mis_id == mis_id)

        return wait(work())

    def is_sound(self) -> bool:
        return wait(self.session.maintenance.examine()) == ()


@pytest.fixture
def comes_back(school: School) -> Pupil:
    """The pupil who leaves at step 1 and is on roll again at step 2."""
    return let_some_leave(school)


def traces_of(pupil: Pupil) -> list[bytes]:
    assert pupil.link
    assert pupil.upn
    name = f'"first_name":"{pupil.first_name}","last_name":"{pupil.last_name}"'
    words = (name, "Xanthippe", "Quagmire", pupil.upn, pupil.id, f'"mis_id":"{pupil.link.mis_id}"')
    return [word.encode() for word in words]


def holding(school: School, trace: bytes) -> set[str]:
    """The files that hold something: hub.json, history.jsonl, a backup."""
    return {name.partition("/")[0] for name, content in school.files.items() if trace in content}


LIFE = (
    (Decision.REVOKE, WITHOUT),
    (Decision.DELETE, PENDING),
    (Decision.CANCEL, WITHOUT),
    (Decision.DELETE, PENDING),
)


@pytest.fixture
def office(school: School, comes_back: Pupil) -> Office:
    """An Access Coordinator, in whose hub the one who will come back has a name that nobody else has."""
    school.run("edit", comes_back.id, "first_name=Xanthippe", "last_name=Quagmire").ended(0)
    return Office(school)


def live_through(office: Office, one: str) -> date:
    """Revoke, delete, cancel, delete; gives the day on which the deletion is due."""
    for decision, _ in LIFE:
        office.decide(decision, one)
    return months_later(office.today)


def test_state_date_history_and_files_at_each_step(office: Office, comes_back: Pupil) -> None:
    one, generation = comes_back.id, wait(office.session.load()).generation
    for at, (decision, access) in enumerate(LIFE, start=1):
        assert office.decide(decision, one) == 3 + at
        deleting_on = months_later(office.today) if access is PENDING else None
        person = people_of(office.school)[one]
        assert (person.access, person.deleting_on) == (access, deleting_on)
        assert (person.link, person.desync) == (comes_back.link, comes_back.desync)
        (listed,) = [row for row in office.school.leavers().values() if row["id"] == one]
        assert listed["access"] == access.value
        assert listed["deleting_on"] == (deleting_on.isoformat() if deleting_on else None)
        newest = wait(office.session.history())[0]
        assert (newest.what.value, newest.number, newest.at) == (decision.value, 3 + at, office.now)
        assert [change.id for change in newest.changes] == [one]
        assert newest.generation == wait(office.session.load()).generation == generation + at
        assert office.is_sound()


def test_it_is_due_six_months_later_and_not_before(office: Office, comes_back: Pupil) -> None:
    due_on = live_through(office, comes_back.id)
    office.move_to(due_on - timedelta(days=1))
    assert office.due() == []
    before = office.school.files
    with pytest.raises(DecisionRefusedError, match="is not due"):
        wait(office.session.decisions.purge(Snapshot.ids([comes_back.id])))
    assert office.school.files == before
    office.move_to(due_on)
    assert office.due() == [comes_back.id]


def test_nothing_of_an_erased_person_is_in_any_file(office: Office, comes_back: Pupil) -> None:
    school, names = office.school, [one.label for one in people_of(office.school).values()]
    assert comes_back.label not in names, "somebody has the name that is looked for"
    office.move_to(live_through(office, comes_back.id))
    for trace in traces_of(comes_back):
        assert holding(school, trace) >= {"history.jsonl", "backups"}
    assert wait(office.session.decisions.purge(Snapshot.ids([comes_back.id]))) == 8
    assert [trace for trace in traces_of(comes_back) if holding(school, trace)] == []
    assert comes_back.id not in people_of(school)
    assert office.due() == []
    assert office.is_sound()


def test_the_history_keeps_number_kind_time_and_login(office: Office, comes_back: Pupil) -> None:
    office.move_to(live_through(office, comes_back.id))
    wait(office.session.decisions.purge(Snapshot.ids([comes_back.id])))
    purge, *_ = history = wait(office.session.history())
    told = [(entry.number, entry.what.value) for entry in history if entry.number]
    decided = [(7, "delete"), (6, "cancel"), (5, "delete"), (4, "revoke")]
    assert told == [(8, "purge"), *decided, (3, "edit"), (2, "run"), (1, "run")]
    assert (purge.login, purge.at, purge.counts) == (system_login(), office.now, {"pupils": {"erased": 1}})
    for number in (3, 4, 7, 8):
        with pytest.raises(UndoBlockedError):
            wait(office.session.decisions.undo(number))


def test_the_same_row_comes_up_as_new_and_un_ticked(office: Office, comes_back: Pupil) -> None:
    school, due_on = office.school, live_through(office, comes_back.id)
    office.move_to(due_on)
    wait(office.session.decisions.purge(Snapshot.ids([comes_back.id])))
    school.sandbox.move(2)
    assert comes_back.link
    line = office.line_of(comes_back.link.mis_id)
    assert (line.status.value, line.ticked, line.left_alone) == ("new", False, "not_ticked")
    assert line.why == f"erased on {day_words(due_on)}"
    counts = school.sync("pupils", "--json").ended(0).document["pupils"]
    assert counts["new"] == counts["left_alone"] > 0
    assert comes_back.link.mis_id not in school.by_mis_id()
    assert [trace for trace in traces_of(comes_back) if holding(school, trace)] == []


def test_the_day_of_a_second_deletion_counts(school: School, comes_back: Pupil) -> None:
    office = Office(school)
    office.decide(Decision.REVOKE, comes_back.id)
    office.decide(Decision.DELETE, comes_back.id)
    first = months_later(office.today)
    office.move_to(first)
    office.decide(Decision.CANCEL, comes_back.id)
    office.decide(Decision.DELETE, comes_back.id)
    assert office.due() == []
    assert people_of(school)[comes_back.id].deleting_on == months_later(first + timedelta(days=2))


def test_purging_is_all_or_nothing(school: School, comes_back: Pupil) -> None:
    office, other = Office(school), next(iter(people_of(school)))
    office.decide(Decision.REVOKE, comes_back.id)
    office.decide(Decision.DELETE, comes_back.id)
    office.move_to(months_later(office.today))
    before = school.files
    with pytest.raises(DecisionRefusedError, match="is not due"):
        wait(office.session.decisions.purge(Snapshot.ids([comes_back.id, other])))
    assert school.files == before


def test_a_cancelled_deletion_is_not_purged_by_somebody_who_listed_it_before(
    office: Office, comes_back: Pupil
) -> None:
    office.move_to(live_through(office, comes_back.id))
    listed = office.due()
    office.school.run("leavers", "cancel", *listed).ended(0)
    with pytest.raises(DecisionRefusedError, match="is not due"):
        wait(office.session.decisions.purge(Snapshot.ids(listed)))
    assert people_of(office.school)[comes_back.id].access is WITHOUT


def test_whoever_returns_without_access_is_told(school: School, comes_back: Pupil) -> None:
    school.run("leavers", "revoke", comes_back.id).ended(0)
    school.sandbox.move(2)
    said = school.sync("pupils").ended(0)
    assert "Returned without access. To grant it: marktui leavers grant " + comes_back.id in said.out
    assert people_of(school)[comes_back.id].access is WITHOUT
