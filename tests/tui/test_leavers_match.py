"""A pupil who is gone and was enrolled again under another MIS id: told in the pane, matched in place."""

from marktui.hub.model.record import Desync, Link, Pupil, Reason
from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from tui.conftest import NOW
from tui.leavers import a_namesake, people_who_left, put
from tui.typed_records import starter
from tui.user import at_keyboard


async def whoever_is_gone(session: Session) -> Pupil:
    """The pupil whom the MIS no longer has at all."""
    leavers = await people_who_left(session)
    (gone,) = [one for one in leavers if one.desync and one.desync.reason is Reason.GONE]
    assert isinstance(gone, Pupil)
    return gone


async def test_a_synced_namesake_is_matched_and_the_two_change_places(left: Session) -> None:
    gone = await whoever_is_gone(left)
    other = next(one for one in (await left.load()).pupils.values() if one.is_synced)
    again = a_namesake(gone, other)
    await put(left, [again])
    before = await left.load()
    async with at_keyboard(left) as user:
        await user.press("V", "G", "enter")
        user.sees("no longer in the MIS", "Namesake", "same name and same birth", "m matches them in place")
        await user.press("m")
        user.sees(f"Who is {gone.label} in the MIS?", "same name and same birth date", "p reads the MIS")
        await user.press("enter")
        user.sees("the same pupil?", gone.id, again.id)
        await user.press("enter")
        assert await left.load() == before
        await user.press("m", "enter", "tab", "enter")
        user.sees("Entry 3: matched; they are synced again.")
        user.dismiss_toast()
        await user.press("G")
        user.sees("Matched     the older record of this pupil is synced again")
        now = (await left.load()).pupils
        assert (now[gone.id].link, now[again.id].link) == (again.link, gone.link)
        await user.press("u")
        await user.press("tab", "enter")
    assert (await left.load()).pupils == before.pupils


async def test_a_new_row_is_matched_in_the_review(synced: Session, sandbox: Sandbox) -> None:
    new = starter(sandbox)
    pupil = next(iter((await synced.load()).pupils.values()))
    old = pupil.with_(
        first_name=new.first_name,
        last_name=f"{new.last_name}-Reis",
        date_of_birth=new.date_of_birth,
        link=Link("assembly", "nobody"),
        desync=Desync(NOW.date(), Reason.GONE),
        upn=None,
    )
    await put(synced, [old])
    async with at_keyboard(synced) as user:
        await user.press("V", "enter")
        user.sees("none among the synced. p reads the MIS")
        await user.press("p", "V")
        user.sees("similar name 0.9", "birth date")
        await user.press("m", "enter")
        user.sees("Matched in the pupil review: 5, then s, saves it.")
        user.dismiss_toast()
        await user.press("5", "V")
        user.sees("the pupil review pairs them with")
        await user.press("5", "s")
        user.sees("1 brought back")
    now = (await synced.load()).pupils[old.id]
    assert (now.is_synced, now.last_name) == (True, new.last_name)
