"""What a reviewer decides: confirm, choose, unmatch."""

import pytest

from marktui.hub.model.record import Pupil
from marktui.sandbox.person import Pupil as Starter
from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from tui.typed_records import starter as a_starter
from tui.typed_records import type_in
from tui.user import at_keyboard


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
    starter = a_starter(sandbox)
    (typed,) = await _misspelt(synced, starter, "e")
    await type_in(synced, typed)
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees("May match 1", "1 to decide  4 left alone", f"{typed.label}?", "similar name", "c Confirm")
        await user.press("c")
        user.misses("May match", "left alone, 1")
        await user.press("s")
        user.sees("saved: ")
    after = (await synced.load()).pupils[typed.id]
    assert (after.last_name, after.is_synced) == (starter.last_name, True)


async def test_an_unmatched_row_comes_in_as_new(synced: Session, sandbox: Sandbox) -> None:
    starter = a_starter(sandbox)
    (typed,) = await _misspelt(synced, starter, "e")
    await type_in(synced, typed)
    async with at_keyboard(synced) as user:
        await user.press("p", "x")
        user.sees("is unmatched; later runs remember it", "New 35", "Not matched 1")
        await user.press("s")
    hub = await synced.load()
    assert not hub.pupils[typed.id].is_synced
    assert hub.choices.unmatched


@pytest.mark.parametrize(("keys", "chosen"), [(("enter",), 0), (("down", "enter"), 1), (("escape",), None)])
async def test_of_several_candidates_one_is_chosen(
    synced: Session, sandbox: Sandbox, keys: tuple[str, ...], chosen: int | None
) -> None:
    starter = a_starter(sandbox)
    typed = await _misspelt(synced, starter, "e", "s")
    await type_in(synced, *typed)
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees("one of 2?", "c chooses who it is", "similar name")
        await user.press("c")
        user.sees("in the hub?", *(one.label for one in typed))
        typed.sort(key=lambda one: user.screen.index(f"{one.label},"))
        await user.press(*keys)
        await user.press("s")
        user.sees("saved: ")
    hub = await synced.load()
    assert [hub.pupils[one.id].is_synced for one in typed] == [chosen == 0, chosen == 1]
