"""What the tests of School > Leavers share: who has left, and decisions about them."""

from collections.abc import Iterable

import given_hub

from marktui.hub.model.record import Access, Person, Pupil
from marktui.hub.model.roster import leavers
from marktui.sync.session import Session
from tui.user import User


async def people_who_left(session: Session) -> list[Person]:
    """The leavers, in the order of the list."""
    return list(leavers(await session.load()))


async def accesses(session: Session) -> set[Access]:
    """The accesses of the leavers."""
    return {one.access for one in await people_who_left(session)}


async def put(session: Session, people: Iterable[Person]) -> None:
    """Have people in the hub as they are given."""
    await given_hub.put(session.store, people, session.now())


async def decide(user: User, key: str, *shown: str) -> None:
    """Press a key of a decision, and agree once it has been told what it does."""
    user.dismiss_toast()
    await user.press(key)
    await user.press("tab", "enter")
    user.sees(*shown)


def a_namesake(pupil: Pupil, other: Pupil) -> Pupil:
    """Another record that has the name and the birth date of a pupil."""
    return other.with_(
        first_name=pupil.first_name, last_name=pupil.last_name, date_of_birth=pupil.date_of_birth
    )
