"""Lets a hub be as a test needs it, without the commands and decisions that would make it so."""

from collections.abc import Callable, Iterable
from datetime import datetime

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import AccountType, Record, Teacher
from marktui.hub.model.school import Account
from marktui.store.file.entry import Entry, What
from marktui.store.store import HubStore
from marktui.sync.session import Session, utc_now


async def rewrite(
    store: HubStore, change: Callable[[Hub], Hub], login: str = "nobody", at: datetime | None = None
) -> Hub:
    """Change the hub, with an entry in the history that says nothing of it."""
    hub = await store.load()
    return await store.commit(hub, change(hub), Entry(what=What.NOTHING, at=at or utc_now(), login=login))


async def put(store: HubStore, records: Iterable[Record], at: datetime | None = None) -> Hub:
    """Have records in the hub as they are given, in the place of those that they were made of."""
    return await rewrite(store, lambda hub: hub.with_records(records), at=at)


async def colleague_of(session: Session, account_type: AccountType) -> Session:
    """A session of Kim Jones, who has an account of a type in the same hub."""

    def add(hub: Hub) -> Hub:
        kim = Teacher(
            id=f"t{hub.next_record:06d}", first_name="Kim", last_name="Jones", account_type=account_type
        )
        accounts = (*hub.accounts, Account("kjones", kim.id))
        return hub.with_records([kim]).with_(accounts=accounts, next_record=hub.next_record + 1)

    await rewrite(session.store, add, at=session.now())
    return Session(session.folder, "kjones", now=session.now, environment={})
