"""Lines that no key alone may decide: a child twice in the MIS, an id that is somebody else's."""

from marktui.hub.model.record import Reason
from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from tui.user import at_keyboard


async def test_child_who_is_in_the_mis_twice_is_let_in_only_as_two_people(
    synced: Session, sandbox: Sandbox
) -> None:
    sandbox.move(0, ["child-twice"])
    before = await synced.load()
    async with at_keyboard(synced) as user:
        await user.press("p", "j")
        user.sees("May match 2", "same name and birth date as MIS id", "x if they are two people")
        await user.press("c")
        user.sees("Both rows are in the MIS")
        await user.press("x", "s")
        user.sees("1 added")
        await user.press("escape", "p")
        user.sees("May match 1")
    after = await synced.load()
    assert len(after.pupils) == len(before.pupils) + 1
    assert len(after.choices.unmatched) == 1


async def test_why_somebody_is_not_here_says_that_they_may_be_twice(
    synced: Session, sandbox: Sandbox
) -> None:
    sandbox.move(0, ["child-twice"])
    async with at_keyboard(synced) as user:
        await user.press("p", "w")
        await user.type("musa hamid")
        user.sees("Musa Hamid", "May be in the MIS twice")


async def test_id_that_is_somebody_elses_is_confirmed_or_unmatched(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(0, ["reused-ids"])
    before = await synced.load()
    async with at_keyboard(synced) as user:
        await user.press("p")
        user.sees("May match 3", "same MIS id, but another")
        await user.press("c")
        user.sees("May match 2")
        await user.press("k")
        user.sees("confirmed by hand")
        await user.press("j", "x", "s")
        user.sees("1 added", "1 changed", "1 de-synced")
    after = await synced.load()
    gone = [one for one in after.pupils.values() if one.desync and not before.pupils[one.id].desync]
    assert [one.desync.reason for one in gone if one.desync] == [Reason.GONE]
    assert [one.link.is_former for one in gone if one.link] == [True]


async def test_address_that_several_share_is_told_beside_their_names(
    synced: Session, sandbox: Sandbox
) -> None:
    sandbox.move(0, ["shared-mailbox"])
    async with at_keyboard(synced) as user:
        await user.press("2", "r")
        user.sees("office@ashgrove.example is the address of")
        await user.press("slash")
        await user.type("office@")
        user.sees("office@ashgrove.example, shared")
