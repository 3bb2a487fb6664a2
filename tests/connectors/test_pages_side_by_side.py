"""Pages of a list, and lists, side by side: eight requests at most, and the same rows as one by one."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from time import monotonic

import pytest
from patience import PATIENCE

from marktui.connectors.errors import ConnectorError, IncompleteError, UnreachableError
from marktui.connectors.mis import Page
from marktui.hub.model.kind import Kind
from marktui.sandbox.pace import Pace
from marktui.sandbox.server import Sandbox

from .assembly_school import AssemblySchool
from .scripted_service import Reply, Service, listed

ROWS = 8
"""Rows of a page, so that the 120 pupils take fifteen."""


def far_away(sandbox: Sandbox, seconds: float = 0.02) -> None:
    sandbox.slow_down(Pace(answer=seconds, kilobyte=0, rows=ROWS, side_by_side=True))


async def begun(school: AssemblySchool) -> tuple[AsyncGenerator[Page], list[str]]:
    """The list of pupils, of which the first page has come, and the ids on it."""
    pages = school.assembly.read(Kind.PUPIL)
    return pages, [row.mis_id for row in (await anext(pages)).rows]


async def the_rest(pages: AsyncGenerator[Page]) -> list[str]:
    async with aclosing(pages):
        return [row.mis_id async for page in pages for row in page.rows]


async def test_all_lists_share_eight_places_and_keep_their_order(
    ashgrove: AssemblySchool, sandbox: Sandbox
) -> None:
    kinds = (Kind.PUPIL, Kind.TEACHER, Kind.CLASS, Kind.YEAR_GROUP)
    one_by_one = [await ashgrove.rows(kind) for kind in kinds]
    # On a busy machine the first is answered before the eighth is sent, unless it is very far away.
    for seconds in (0.02, 0.2, 2):
        sandbox.reset()
        far_away(sandbox, seconds)
        assert await asyncio.gather(*map(ashgrove.rows, kinds)) == one_by_one
        if sandbox.most_at_once == 8:
            break
    assert sandbox.most_at_once == 8
    assert len(sandbox.requests) == sum(-(-len(rows) // ROWS) for rows in one_by_one)
    assert not ashgrove.assembly.moved


async def test_counts_go_up_whichever_page_comes_first(ashgrove: AssemblySchool, sandbox: Sandbox) -> None:
    far_away(sandbox)
    pages = [page async for page in ashgrove.assembly.read(Kind.PUPIL)]
    assert [(page.done, page.total) for page in pages] == [(number, 120) for number in range(ROWS, 121, ROWS)]
    most = max(one.requests for one in ashgrove.awaited)
    assert (most, ashgrove.awaited[-1].requests) == (8, 0)


STOOD = range(1, 21)


@pytest.mark.parametrize(
    ("stand", "promised"),
    [
        (range(2, 21), "promised 20 rows and held 19"),
        (range(21), "promised 21 rows and held 20"),
        (range(20), "promised 20 rows and held 19"),
        (range(2, 22), None),
        (STOOD, None),
    ],
    ids=["one went", "one came", "one came and one went behind", "one went and one came behind", "all stay"],
)
async def test_rows_that_slip_over_the_border_of_two_pages(
    school: AssemblySchool, service: Service, stand: range, promised: str | None
) -> None:
    """The first page is read before the rows move; the others come in any order."""

    def page(number: int, ids: range) -> Reply:
        rows = [{"id": one, "last_name": "Byron"} for one in ids[2 * number - 2 : 2 * number]]
        last = -(-len(ids) // 2)
        following = str(number + 1) if number < last else ""
        return listed(rows, following, len(ids), after=0.005 * (number % 4), Total_Pages=str(last))

    service.says_pages("/students", page(1, STOOD), *(page(number, stand) for number in range(2, 12)))
    if promised:
        with pytest.raises(IncompleteError, match=promised):
            await school.rows(Kind.PUPIL)
        return
    # Of these, row 3 is in no page where 21 came in its place: a sync asks for it by id.
    found = [row.mis_id for row in await school.rows(Kind.PUPIL)]
    assert found == ["1", "2", *map(str, stand[2:])]


async def test_a_limit_in_the_middle_slows_all_and_is_told_once(
    ashgrove: AssemblySchool, sandbox: Sandbox
) -> None:
    far_away(sandbox)
    pages, found = await begun(ashgrove)
    sandbox.move(faults=["retry-after"])
    started = monotonic()
    found += await the_rest(pages)
    assert found == [str(one.id) for one in sandbox.truth.roll]
    assert monotonic() - started >= 1
    assert [one.seconds for one in ashgrove.pauses] == [1]
    assert len(sandbox.requests) <= 15 + 8, "while one waits, all wait"


@pytest.mark.parametrize(
    ("fault", "failure"), [("page-500", UnreachableError), ("empty-page", IncompleteError)]
)
async def test_a_page_that_fails_ends_all_of_them(
    ashgrove: AssemblySchool, sandbox: Sandbox, fault: str, failure: type[ConnectorError]
) -> None:
    far_away(sandbox)
    pages, _ = await begun(ashgrove)
    sandbox.move(faults=[fault])
    with pytest.raises(failure) as failed:
        await the_rest(pages)
    assert type(failed.value) is failure
    assert len(asyncio.all_tasks()) == 1


async def test_cancelling_waits_for_none_of_them(ashgrove: AssemblySchool, sandbox: Sandbox) -> None:
    far_away(sandbox)
    pages, _ = await begun(ashgrove)
    far_away(sandbox, 10 * PATIENCE)
    reading = asyncio.create_task(the_rest(pages))
    await asyncio.sleep(0.05)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(reading, PATIENCE)
    assert len(asyncio.all_tasks()) == 1


async def test_a_token_that_ends_meanwhile_is_renewed_once(
    ashgrove: AssemblySchool, sandbox: Sandbox
) -> None:
    far_away(sandbox)
    pages, found = await begun(ashgrove)
    sandbox.move(faults=["token-expired"])
    found += await the_rest(pages)
    assert found == [str(one.id) for one in sandbox.truth.roll]
    assert sandbox.requests.count(("POST", "/oauth/token")) == 1
