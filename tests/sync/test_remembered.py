"""What is remembered can be seen and forgotten in one place."""

from pathlib import Path

import pytest

from marktui.hub.model.errors import NotAllowedError, UsageError
from marktui.hub.model.intake import SchoolYearStart
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import AccountType, Status
from marktui.hub.model.school import Account, Choices, Intake, TickChoice, UnmatchChoice
from marktui.store.file.entry import What
from marktui.sync.decide.hub_decisions import HubDecisions
from marktui.sync.decide.remembered import numbered, remembered, without
from marktui.sync.model.pair import PairStatus
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import Scope

from .builders import (
    MIS,
    a_class,
    a_hub,
    a_mis_class,
    a_mis_year,
    a_pupil,
    a_reading,
    a_row,
    a_staff_row,
    a_teacher,
    a_year,
    linked,
    plan_for,
    status_of,
    upn,
)
from .fake_mis import NOW, PUPILS, FakeMis, HubUser

P, T, C = Kind.PUPIL, Kind.TEACHER, Kind.CLASS
UNTICKED = TickChoice(P, MIS, "101", ticked=False)
PARTED = UnmatchChoice(P, MIS, "102", "p000002")
NOT_SET_UP = TickChoice(C, MIS, "c9", ticked=False, word="4c")
CHOICES = Choices(ticks=(NOT_SET_UP, UNTICKED), unmatched=(PARTED,))
ADMIN = a_teacher(3, account_type=AccountType.TEACHER_ADMIN)


def decisions(user: HubUser, login: str = "jo") -> HubDecisions:
    return HubDecisions(user.store, login, lambda: NOW)


@pytest.fixture
def user(tmp_path: Path) -> HubUser:
    return HubUser(tmp_path / "hub", FakeMis(a_reading(a_row(1), a_row(2))))


async def open_school(user: HubUser) -> None:
    hub_accounts = (Account("jo", "t005007"), Account("tariq", ADMIN.id))
    await user.open(a_pupil(2), ADMIN, choices=CHOICES, accounts=hub_accounts)


def test_every_choice_is_told_in_words_with_what_is_known_of_it() -> None:
    hub = a_hub(a_pupil(2), choices=CHOICES)
    told = [(one.number, one.kind, one.mis_id, one.name, one.words) for one in remembered(hub)]
    assert told == [
        (1, C, "c9", "4c", "Not set up: un-ticked by hand."),
        (2, P, "101", None, "Not imported: un-ticked by hand."),
        (3, P, "102", None, "Not the same as Chioma Carr (p000002): the two were unmatched."),
    ]
    assert [one.choice for one in remembered(hub)] == [NOT_SET_UP, UNTICKED, PARTED]
    assert [one.record_id for one in remembered(hub)] == [None, None, "p000002"]


def test_names_come_from_the_last_reading_and_from_linked_records() -> None:
    hub = a_hub(linked(a_pupil(2), "102"), choices=CHOICES)
    reading = a_reading(a_row(1), a_mis_class("4C", "c9"))
    assert [one.name for one in remembered(hub, reading)] == ["4C", "Bertrand Underhill", "Chioma Carr"]
    other = a_reading(a_row(1), connector="arbor")
    assert [one.name for one in remembered(hub, other)] == ["4c", None, "Chioma Carr"]


def test_numbers_mean_the_present_list() -> None:
    hub = a_hub(choices=CHOICES)
    assert numbered(hub, [3, 1, 3]) == (PARTED, NOT_SET_UP)
    for number in (0, 4, -1):
        with pytest.raises(UsageError, match=f"There is no choice {number}"):
            numbered(hub, [1, number])


def test_choice_that_is_not_remembered_spoils_them_all() -> None:
    assert without(CHOICES, [UNTICKED]) == Choices(ticks=(NOT_SET_UP,), unmatched=(PARTED,))
    with pytest.raises(UsageError, match="not remembered any more"):
        without(CHOICES, [UNTICKED, TickChoice(P, MIS, "404", ticked=False)])


async def test_choices_taken_back_no_longer_count_and_the_history_tells_so(user: HubUser) -> None:
    await open_school(user)
    before = await user.store.load()
    proposal = await user.propose(PUPILS)
    assert status_of(proposal.plan, "102") is PairStatus.NEW
    assert proposal.plan.part(P).counts.left_alone == 1  # type: ignore[union-attr]
    assert await decisions(user).forget_choices([UNTICKED, PARTED, PARTED]) == 2
    hub = await user.store.load()
    assert hub.choices == Choices(ticks=(NOT_SET_UP,))
    assert hub.next_entry == before.next_entry
    (entry, *_) = await user.store.history()
    assert (entry.what, entry.number, entry.kinds) == (What.EDIT, None, (P,))
    assert entry.taken_back == Choices(ticks=(UNTICKED,), unmatched=(PARTED,))
    again = await user.propose(PUPILS)
    assert status_of(again.plan, "102") is PairStatus.MATCHED
    assert again.plan.part(P).counts.left_alone == 0  # type: ignore[union-attr]


async def test_taking_back_cannot_be_undone_and_stops_no_other_undo(user: HubUser) -> None:
    await open_school(user)
    await decisions(user).edit("p000002", {"first_name": "Ada"})
    await decisions(user).forget_choices([UNTICKED])
    undone = await decisions(user).undo()
    assert undone.undone.number == 1
    assert (await user.store.load()).choices == without(CHOICES, [UNTICKED])


async def test_nothing_to_take_back_writes_nothing(user: HubUser) -> None:
    await open_school(user)
    before = user.file()
    assert await decisions(user).forget_choices([]) == 0
    with pytest.raises(UsageError):
        await decisions(user).forget_choices([TickChoice(P, MIS, "404", ticked=False)])
    assert user.file() == before


async def test_only_the_coordinator_takes_choices_back(user: HubUser) -> None:
    await open_school(user)
    with pytest.raises(NotAllowedError, match="may choose or forget what every sync remembers"):
        await decisions(user, "tariq").forget_choices([UNTICKED])


async def test_teacher_admin_adds_a_pupil_whom_the_next_sync_matches(user: HubUser) -> None:
    await open_school(user)
    row = a_row(1)
    assert row.date_of_birth
    values = {
        "first_name": row.first_name or "",
        "last_name": row.last_name or "",
        "date_of_birth": row.date_of_birth.isoformat(),
    }
    tried = await decisions(user, "tariq").add(P, values, dry_run=True)
    assert (tried.entry, list((await user.store.load()).pupils)) == (None, ["p000002"])
    decided = await decisions(user, "tariq").add(P, values)
    assert (decided.entry, decided.changed) == (1, tried.changed)
    await decisions(user).forget_choices([UNTICKED, PARTED])
    await user.run()
    hub = await user.store.load()
    assert hub.pupils[decided.changed[0]].status is Status.SYNCED
    assert len(hub.pupils) == 2


async def test_adding_is_undone_and_ids_are_never_used_again(user: HubUser) -> None:
    await open_school(user)
    values = {"first_name": "Ada", "last_name": "Byron", "email": "ada@ashgrove.example"}
    first = await decisions(user).add(T, values)
    assert (await decisions(user).undo()).removed == first.changed
    second = await decisions(user).add(T, values)
    assert second.changed > first.changed


def test_teacher_and_class_added_by_hand_are_matched_by_a_later_sync() -> None:
    teacher = a_teacher(1, email="ada@ash.example")
    rows = [a_staff_row(1, email="ADA@ash.example"), a_mis_class("4b", "c1")]
    plan = plan_for(a_hub(teacher, a_class("4B")), a_reading(*rows), T, C)
    assert status_of(plan, "901", T) is PairStatus.MATCHED
    assert status_of(plan, "c1", C) is PairStatus.MATCHED


def test_pupil_added_with_a_upn_is_matched_by_it_whatever_the_first_name() -> None:
    plan = plan_for(a_hub(a_pupil(1, upn=upn(1))), a_reading(a_row(1, upn=upn(1), first_name="Bert")))
    assert status_of(plan, "101") is PairStatus.MATCHED


async def test_the_school_year_is_remembered_until_it_is_taken_back(tmp_path: Path) -> None:
    user = HubUser(tmp_path / "hub", FakeMis(a_reading(a_mis_year("4", "y4"))))
    await user.open(a_year("4", "y4"), accounts=(Account("jo", "t005007"),))
    years = Scope((Kind.YEAR_GROUP,))
    proposal = await user.propose(years)
    late = user.sync.revise(proposal, Decisions().start(SchoolYearStart.LAST_YEAR))
    assert late.plan.is_empty
    assert late.plan.id != proposal.plan.id
    await user.save(late)
    (told,) = remembered(await user.store.load())
    assert (told.kind, told.mis_id, told.name) == (Kind.YEAR_GROUP, None, "School year 2025-2026")
    assert told.words == "Started last year, as decided on 14 Sep 2026."
    (entry, *_) = await user.store.history()
    assert entry.chosen == Choices(intake=Intake(MIS, 2025, NOW.date()))
    before = user.file()
    await user.save(await user.propose(years))
    assert user.file() == before
    assert await decisions(user).forget_choices([told.choice]) == 1
    assert (await user.store.load()).choices == Choices()


def test_saying_what_is_assumed_anyway_forgets_the_answer() -> None:
    hub = a_hub(choices=Choices(intake=Intake(MIS, 2025, NOW.date())))
    usual = Decisions().start(SchoolYearStart.THIS_YEAR)
    assert plan_for(hub, a_reading(), Kind.YEAR_GROUP, decisions=usual).after.choices == Choices()
    pupils = plan_for(hub, a_reading(), P)
    assert pupils.after.choices == hub.choices
