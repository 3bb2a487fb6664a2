"""Records that somebody typed into a hub by hand."""

from typing import Any

from given_hub import rewrite

from marktui.hub.model.record import Pupil, Record, SchoolClass, Teacher
from marktui.sandbox.person import Pupil as Starter
from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from tui.conftest import NOW


def starter(sandbox: Sandbox) -> Starter:
    """Move the MIS to step 1, and give somebody who started there."""
    sandbox.move(step=1)
    number = min(sandbox.school.events(1).started)
    return next(one for one in sandbox.school.on_roll(1) if one.id == number)


async def type_in(session: Session, *records: Record) -> None:
    """Put records into a hub."""
    await rewrite(
        session.store,
        lambda hub: hub.with_records(records).with_(next_record=hub.next_record + len(records)),
        at=NOW,
    )


async def a_typed_pupil(session: Session, **fields: Any) -> Pupil:
    """A pupil without a link, put into the hub."""
    pupil = Pupil(id=f"p{(await session.load()).next_record:06d}", **fields)
    await type_in(session, pupil)
    return pupil


async def a_typed_teacher(session: Session, **fields: Any) -> Teacher:
    """A teacher without a link, put into the hub."""
    teacher = Teacher(id=f"t{(await session.load()).next_record:06d}", **fields)
    await type_in(session, teacher)
    return teacher


async def a_typed_class(session: Session, name: str) -> SchoolClass:
    """A class without a link, put into the hub."""
    one = SchoolClass(id=f"c{(await session.load()).next_record:06d}", name=name)
    await type_in(session, one)
    return one
