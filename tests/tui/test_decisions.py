"""What a reviewer decides: confirm, choose, unmatch."""

import pytest

from marktui.hub.record import Pupil
from marktui.sandbox.person import Pupil as Starter
from marktui.sandbox.server import Sandbox
from marktui.store.entry import Entry, What
from marktui.sync.session import Session
from tui.conftest import LOGIN, NOW
from tui.user import at_keyboard


def _starter(sandbox: Sandbox) -> Starter:
    sandbox.move(step=1)
    number = min(sandbox.school.events(1).started)
    return next(one for one in sandbox.school.on_roll(1) if one.id == number)


async def _type_in(session: Session, *pupils: Pupil) -> None:
    """Pupils whom somebody typed in by hand."""
    hub = await session.load()
    after = hub.with_records(pupils).with_(next_record=hub.next_record + len(pupils))
    await session.store.commit(hub, after, Entry(what=What.NOTHING, at=NOW, login=LOGIN))


async def _misspelt(session: Session, starter: Starter, *endings: str) -> list[Pupil]:
    first = (await session.load()).next_record
    return [
        Pupil(
            id=f"p{first + number:06d}",
            first_name=starter.first_name,
            last_name=starter.last_name + ending,
            date_of_birth=starter.date_of_birth,
        )
        for number, ending in enumerate(endings)
    ]


async def test_a_may_match_is_left_alone_until_confirmed(synced: Session, sandbox: Sandbox) -> None:
    starter = _starter(sandbox)
    (typed,) = await _misspelt(synced, starter, "e")
    await _type_in(synced, typed)
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees("1 may match", "1 of them to decide", f"{typed.label}?", "similar name", "c Confirm")
        await user.press("c")
        user.misses("may match,", "to decide")
        await user.press("s")
        user.sees("saved: ")
    after = (await synced.load()).pupils[typed.id]
    assert (after.last_name, after.is_synced) == (starter.last_name, True)


async def test_an_unmatched_row_comes_in_as_new(synced: Session, sandbox: Sandbox) -> None:
    starter = _starter(sandbox)
    (typed,) = await _misspelt(synced, starter, "e")
    await _type_in(synced, typed)
    async with at_keyboard(synced) as user:
        await user.press("p", "x")
        user.sees("is unmatched; later runs remember it", "35 new", "1 in the hub not matched")
        await user.press("s")
    hub = await synced.load()
    assert not hub.pupils[typed.id].is_synced
    assert hub.choices.unmatched


@pytest.mark.parametrize(("keys", "chosen"), [(("enter",), 0), (("down", "enter"), 1), (("escape",), None)])
async def test_of_several_candidates_one_is_chosen(
    synced: Session, sandbox: Sandbox, keys: tuple[str, ...], chosen: int | None
) -> None:
    starter = _starter(sandbox)
    typed = await _misspelt(synced, starter, "e", "s")
    await _type_in(synced, *typed)
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees("one of 2?", "Could be: ", "c chooses")
        await user.press("c")
        user.sees("in the hub?", *(one.label for one in typed))
        typed.sort(key=lambda one: user.screen.index(f"{one.label},"))
        await user.press(*keys)
        await user.press("s")
        user.sees("saved: ")
    hub = await synced.load()
    assert [hub.pupils[one.id].is_synced for one in typed] == [chosen == 0, chosen == 1]
