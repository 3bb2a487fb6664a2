"""Who may decide about leavers: the Access Coordinator alone, and nobody in read-only mode."""

import pytest
from given_hub import colleague_of

from marktui.hub.model.record import AccountType
from marktui.sync.session import Session
from tui.user import at_keyboard

KEYS = ("K", "minus", "plus", "d", "c")


@pytest.mark.parametrize("account", [AccountType.TEACHER_ADMIN, AccountType.TEACHER], ids=str)
async def test_other_accounts_are_told_who_may(left: Session, account: AccountType) -> None:
    other = await colleague_of(left, account)
    before = await left.load()
    async with at_keyboard(other) as user:
        await user.press("V", "a")
        user.sees("13 marked", "New, to decide")
        user.misses("K Keep", "- Revoke", "m Match")
        for keys, may in ((KEYS, "decide who has access or is deleted"), (("D",), "erase people")):
            for key in keys:
                user.dismiss_toast()
                await user.press(key)
                user.sees("Only the Access Coordinator (Jo Smith)", may.split()[0])
                user.misses("?  ", "Cancel ")
        await user.press("P", "d")
        user.sees("Only the Access Coordinator (Jo Smith)")
    assert await left.load() == before


async def test_read_only_takes_the_keys_away(left: Session) -> None:
    before = await left.load()
    async with at_keyboard(left, read_only=True) as user:
        await user.press("V")
        user.misses("K Keep", "- Revoke")
        for key in (*KEYS, "D", "m"):
            user.dismiss_toast()
            await user.press(key)
            user.sees("marktui was started read-only")
    assert await left.load() == before
