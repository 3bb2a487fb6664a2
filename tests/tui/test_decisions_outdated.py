"""A dialog that outlives its reason: people who changed meanwhile are left out, the others asked again."""

from collections.abc import Callable, Iterable
from datetime import date

import pytest
from given_hub import rewrite

from marktui.hub.model.record import Access, Desync, Kept, Person, Pupil, Reason
from marktui.sync.session import Session
from tui.conftest import NOW
from tui.leavers import a_namesake, people_who_left, put
from tui.user import User, at_keyboard

WITH, WITHOUT, PENDING = Access.WITH_ACCESS, Access.WITHOUT_ACCESS, Access.PENDING_DELETION
DUE = date(2026, 3, 1)

Change = Callable[[Person], Person | None]


def as_pending(person: Person) -> Person:
    return person.with_(access=PENDING, deleting_on=DUE)


def other_child(person: Person) -> Person:
    return person.with_(date_of_birth=DUE)


def as_without(person: Person) -> Person:
    return person.with_(access=WITHOUT, deleting_on=None)


def as_with(person: Person) -> Person:
    return person.with_(access=WITH)


def unchanged(person: Person) -> Person:
    return person


def back(person: Person) -> Person:
    return person.with_(desync=None)


def left_again(person: Person) -> Person:
    assert person.desync is not None
    return person.with_(desync=type(person.desync)(date(2026, 2, 2), person.desync.reason))


async def change_elsewhere(session: Session, people: Iterable[Person], change: Change) -> None:
    """Change or remove records from another session, in one commit."""
    now = {one.id: change(one) for one in people}
    there = [one for one in now.values() if one is not None]
    gone = [one for one, person in now.items() if person is None]
    await rewrite(session.store, lambda hub: hub.with_records(there).without_records(gone), at=NOW)


DECISIONS: dict[str, tuple[str, Change, Change, str, Access]] = {
    "revoke, back": ("minus", unchanged, back, "back in the MIS", WITHOUT),
    "revoke, revoked": ("minus", unchanged, as_without, "without access now", WITHOUT),
    "revoke, kept": ("minus", unchanged, lambda one: one.with_(kept=Kept(DUE)), "kept now", WITHOUT),
    "revoke, pending": ("minus", unchanged, as_pending, "pending deletion now", WITHOUT),
    "revoke, name": ("minus", unchanged, lambda one: one.with_(last_name="Quag"), "Quag now", WITHOUT),
    "revoke, born": ("minus", unchanged, other_child, "other details now", WITHOUT),
    "revoke, removed": ("minus", unchanged, lambda one: None, "not in the hub any more", WITHOUT),
    "revoke, left again": ("minus", unchanged, left_again, "changed", WITHOUT),
    "keep, back": ("K", unchanged, back, "back in the MIS", WITH),
    "delete, back": ("d", as_without, back, "back in the MIS", PENDING),
    "delete, granted": ("d", as_without, as_with, "with access now", PENDING),
    "grant, pending": ("plus", as_without, as_pending, "pending deletion now", WITH),
    "cancel, cancelled": ("c", as_pending, as_without, "without access now", WITHOUT),
}  # fmt: skip
"""Key, state before, what becomes of one of three meanwhile, how that is told, the access of the others."""


async def mark(user: User, people: list[Person]) -> None:
    """Mark people among the leavers, whatever is decided about them."""
    await user.press("V")
    while "[All 13]" not in user.screen:
        await user.press("f")
    for one in people:
        await user.rush("slash", "ctrl+u", *one.id, "enter", "space")


def in_one_line(user: User) -> str:
    """What is on the screen, with single spaces and without frames."""
    return user.said.strip()


@pytest.mark.parametrize(("key", "before", "change", "why", "access"), DECISIONS.values(), ids=DECISIONS)
async def test_the_others_are_asked_about_again(
    left: Session, key: str, before: Change, change: Change, why: str, access: Access
) -> None:
    people = [one for person in (await people_who_left(left))[:3] if (one := before(person))]
    first, *others = people
    await put(left, people)
    async with at_keyboard(left) as user:
        await mark(user, people)
        await user.press(key)
        user.sees("3 people")
        await change_elsewhere(left, [first], change)
        now = await left.load()
        await user.press(*(["enter", "enter"] if key == "K" else ["tab", "enter"]))
        user.sees("1 person has changed since and is left out", first.last_name, "2 people")
        assert why in in_one_line(user)
        assert await left.load() == now
        await user.press("tab", "enter")
        user.sees("2 people are ")
        user.sees(
            "not in the hub any more" if now.record(first.id) is None else "1 person has changed since they"
        )
    after = await left.load()
    assert after.record(first.id) == now.record(first.id)
    assert [one.access for one in after.people() if one.id in {two.id for two in others}] == [access] * 2


async def test_enter_twice_does_not_answer_the_question_that_is_asked_again(left: Session) -> None:
    people = (await people_who_left(left))[:4]
    async with at_keyboard(left) as user:
        await mark(user, people)
        await user.press("minus")
        await change_elsewhere(left, people[:2], back)
        now = await left.load()
        await user.press("tab", "enter")
        user.sees("2 people have changed since and are left out", "Revoke the access of 2 people?")
        await user.press("enter")
        user.misses("Revoke the access of")
        assert await left.load() == now


async def test_where_all_have_changed_they_are_asked_about_as_they_are_now(left: Session) -> None:
    people = (await people_who_left(left))[:2]
    async with at_keyboard(left) as user:
        await mark(user, people)
        await user.press("minus")
        await change_elsewhere(left, people, back)
        now = await left.load()
        await user.press("tab", "enter")
        user.sees("2 people have changed since they were shown", "(back in the MIS)")
        user.sees("Revoke the access of 2 people?", "2 of them are still in the MIS.")
        await user.press("enter")
    assert await left.load() == now


async def test_they_change_while_the_second_question_is_asked(left: Session) -> None:
    gone, hub = (await people_who_left(left))[0], await left.load()
    synced = next(one for one in hub.pupils.values() if one.is_synced)
    async with at_keyboard(left) as user:
        await user.press("P")
        for one in (gone, synced):
            await user.rush("slash", "ctrl+u", *one.id, "enter", "space")
        await user.press("minus", "tab", "enter")
        user.sees(f"{synced.label} is still in the MIS.", "Revoke all 2")
        await change_elsewhere(left, [gone], back)
        now = await left.load()
        await user.press("tab", "tab", "enter")
        user.sees(f"left out: {gone.label}", f"Revoke the access of {synced.label}?")
        assert await left.load() == now


async def test_a_list_that_shows_an_older_name_is_told_at_once(left: Session) -> None:
    first, second, *_ = await people_who_left(left)
    async with at_keyboard(left) as user:
        await mark(user, [first, second])
        await change_elsewhere(left, [first], lambda one: one.with_(last_name="Quagmire"))
        await user.press("minus")
        user.sees("1 person has changed since and is left out", f"Revoke the access of {second.label}?")


async def due(session: Session, number: int) -> list[Person]:
    people = [one.with_(access=PENDING, deleting_on=DUE) for one in (await people_who_left(session))[:number]]
    await put(session, people)
    return people


PURGES: dict[str, tuple[Change, str]] = {
    "back": (back, "back in the MIS"),
    "cancelled": (as_without, "without access now"),
    "another day": (lambda one: one.with_(deleting_on=date(2026, 2, 1)), "changed"),
    "another name": (lambda one: one.with_(last_name="Quagmire"), "Quagmire now"),
    "erased": (lambda one: None, "not in the hub any more"),
}


@pytest.mark.parametrize(("change", "why"), PURGES.values(), ids=PURGES)
async def test_nobody_is_erased_who_is_not_as_shown(left: Session, change: Change, why: str) -> None:
    first, second, third = await due(left, 3)
    async with at_keyboard(left) as user:
        await user.press("V", "D")
        user.sees("3 people are due to be erased.")
        await change_elsewhere(left, [first], change)
        now = await left.load()
        await user.type("3")
        await user.press("enter")
        user.sees("1 person has changed since and is left out", "Type 2 to erase")
        assert why in in_one_line(user)
        assert await left.load() == now
        await user.press("2", "enter")
        user.sees("2 people are erased")
    after = await left.load()
    assert after.record(first.id) == now.record(first.id)
    assert after.record(second.id) is after.record(third.id) is None


async def test_a_person_taken_off_the_purge_stays_off_it(left: Session) -> None:
    first, second, third = await due(left, 3)
    async with at_keyboard(left) as user:
        await user.press("V", "D", "tab", "space")
        user.sees("Type 2 to erase")
        await change_elsewhere(left, [second], back)
        await user.type("2")
        await user.press("enter")
        user.sees("1 person has changed since", "Type 1 to erase")
        await user.press("1", "enter")
        user.sees("1 person is erased")
    after = await left.load()
    assert after.record(first.id) == first
    assert after.record(third.id) is None


MATCHES: dict[str, tuple[int, Change, str]] = {
    "leaver back": (0, back, "back in the MIS"),
    "leaver revoked": (0, as_without, "without access now"),
    "leaver renamed": (0, lambda one: one.with_(last_name="Quagmire"), "Quagmire now"),
    "other gone": (1, lambda one: one.with_(desync=Desync(DUE, Reason.GONE)), "no longer in the MIS"),
    "other is somebody else": (1, lambda one: one.with_(first_name="Zed"), "now"),
    "other removed": (1, lambda one: None, "not in the hub any more"),
}


@pytest.mark.parametrize(("which", "change", "why"), MATCHES.values(), ids=MATCHES)
async def test_nobody_is_matched_who_is_not_as_shown(
    left: Session, which: int, change: Change, why: str
) -> None:
    leavers = await people_who_left(left)
    (gone,) = [one for one in leavers if one.desync and one.desync.reason is Reason.GONE]
    other = next(one for one in (await left.load()).pupils.values() if one.is_synced)
    assert isinstance(gone, Pupil)
    again = a_namesake(gone, other)
    await put(left, [again])
    async with at_keyboard(left) as user:
        await user.press("V", "G", "m", "enter")
        user.sees("the same pupil?", gone.id, again.id)
        await change_elsewhere(left, [(gone, again)[which]], change)
        now = await left.load()
        await user.press("tab", "enter")
        user.sees("Nobody was changed")
        assert why in in_one_line(user)
    assert await left.load() == now


async def test_an_undo_that_would_come_to_something_else_is_not_done(left: Session) -> None:
    people = (await people_who_left(left))[:3]
    async with at_keyboard(left) as user:
        await mark(user, people)
        await user.press("minus", "tab", "enter")
        user.dismiss_toast()
        await user.press("u")
        user.sees("3 pupils as before.")
        await change_elsewhere(left, [people[0].with_(access=WITHOUT)], back)
        now = await left.load()
        await user.press("tab", "enter")
        user.sees("cannot be undone", people[0].id, "not as it left it")
    assert await left.load() == now
