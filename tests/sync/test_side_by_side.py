"""Lists are read side by side where the service permits it; only the order of the events shows it."""

import asyncio
from itertools import groupby
from pathlib import Path

import pytest

from marktui.connectors.errors import IncompleteError
from marktui.sync.model.scope import EVERYTHING
from marktui.sync.run import events

from .builders import a_mis_class, a_mis_year, a_pupil, a_reading, a_row, a_staff_row, linked, texts
from .fake_mis import FakeMis, HubUser

SCHOOL = a_reading(
    *(a_staff_row(number) for number in range(1, 6)),
    *(a_mis_year(code, f"y{code}") for code in "3456"),
    *(a_mis_class(f"{code}A", f"c{code}", f"10{code}") for code in "3456"),
    *(a_row(number) for number in range(3, 9)),
)
ORDER = ("teachers", "pupils", "year-groups", "classes")


def user_of(folder: Path, *, side_by_side: bool = True) -> HubUser:
    return HubUser(folder, FakeMis(SCHOOL, side_by_side=side_by_side))


async def test_the_plan_and_its_price_are_the_same(tmp_path: Path) -> None:
    found = []
    for at_once in (False, True):
        user = user_of(tmp_path / str(at_once), side_by_side=at_once)
        await user.open(linked(a_pupil(1), "gone"))
        happened = await user.events(EVERYTHING)
        (proposal,) = (one.proposal for one in happened if isinstance(one, events.Proposed))
        read = [one.kind for one in happened if isinstance(one, events.ListProgress)]
        found.append((proposal, len(list(groupby(read))), sorted(user.mis.asked)))
    (before, blocks, asked), (after, many_blocks, also_asked) = found
    assert before.plan.id == after.plan.id
    assert texts(before.plan) == texts(after.plan)
    assert list(before.reading.rows.items()) == list(after.reading.rows.items())
    assert (before.reading.requests, asked) == (after.reading.requests, also_asked)
    assert (blocks, many_blocks > 8) == (4, True), "the events of the lists come interleaved"


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (("classes",), "classes"),
        (("year-groups", "pupils"), "pupils"),
        (("classes", "teachers", "pupils"), "teachers"),
        (("pupils who left",), "pupils who left"),
    ],
)
async def test_the_first_failure_in_order_ends_all_of_them(
    tmp_path: Path, refused: tuple[str, ...], said: str
) -> None:
    user = user_of(tmp_path)
    hub = await user.open(linked(a_pupil(1), "gone"))
    user.mis.refuses = frozenset(refused)
    around = asyncio.all_tasks()
    with pytest.raises(IncompleteError, match=f"No {said} came"):
        await user.events(EVERYTHING)
    assert asyncio.all_tasks() == around
    assert not user.mis.is_open
    assert await user.store.load() == hub


async def test_cancelling_ends_all_of_them(tmp_path: Path) -> None:
    user = user_of(tmp_path)
    await user.open(linked(a_pupil(1), "gone"))
    user.mis.hangs = True
    around = asyncio.all_tasks()
    task = asyncio.create_task(user.events(EVERYTHING))
    await user.mis.was_asked.wait()
    await asyncio.sleep(0)
    assert tuple(user.mis.asked) == ORDER
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == around
    assert not user.mis.is_open


async def test_one_list_after_the_other_where_only_one_may_be_asked_for(tmp_path: Path) -> None:
    user = user_of(tmp_path, side_by_side=False)
    await user.open(linked(a_pupil(1), "gone"))
    user.mis.refuses = frozenset({"teachers"})
    with pytest.raises(IncompleteError):
        await user.events(EVERYTHING)
    assert user.mis.asked == ["teachers"]
