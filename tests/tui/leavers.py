"""What the tests of School > Leavers share: who has left, another account, people put into a hub."""

from collections.abc import Iterable

from marktui.hub.model.record import Access, AccountType, Person, Pupil, Record, Teacher
from marktui.hub.model.roster import leavers
from marktui.hub.model.school import Account
from marktui.store.file.entry import Entry, What
from marktui.sync.session import Session
from tui.conftest import NOW
from tui.user import User


async def people_who_left(session: Session) -> list[Person]:
    """The leavers, in the order of the list."""
    return list(leavers(await session.load()))


async def accesses(session: Session) -> set[Access]:
    """The accesses of the leavers."""
    return {one.access for one in await people_who_left(session)}


async def put(session: Session, records: Iterable[Record], *accounts: Account) -> None:
    """Have records in the hub as they are given, without a decision."""
    hub = await session.load()
    after = hub.with_records(records).with_(
        accounts=(*hub.accounts, *accounts), next_record=hub.next_record + len(accounts)
    )
    await session.store.commit(hub, after, Entry(what=What.NOTHING, at=NOW, login="nobody"))


async def account_of(session: Session, account_type: AccountType) -> Session:
    """A session of somebody with another account type on the same hub."""
    hub = await session.load()
    one = Teacher(
        id=f"t{hub.next_record:06d}", first_name="Tariq", last_name="Aziz", account_type=account_type
    )
    login = account_type.value
    await put(session, [one], Account(login, one.id))
    return Session(session.folder, login, now=session.now, environment={})


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
