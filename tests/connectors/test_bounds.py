"""What a service sends is bounded by what a school can be, before it is decoded; in both dialects."""

import gzip
import tracemalloc
from collections.abc import Callable, Iterator
from functools import cache
from time import process_time

import pytest

from marktui.connectors.errors import ConnectorError, IncompleteError, NotThisServiceError
from marktui.connectors.http import paging
from marktui.connectors.mis import InvalidRow
from marktui.hub.model.kind import Kind

from .arbor_school import PATH, ArborSchool, data, says
from .assembly_school import AssemblySchool
from .scripted_service import Reply, Service, listed

ROW = b'{"id":1,"first_name":"A","last_name":"B"}'
MUCH: dict[str, Callable[[], bytes]] = {
    "three million rows": lambda: b"[" + b",".join([b'{"id":1}'] * 3_000_000) + b"]",
    "distinct rows": lambda: b"[" + b",".join(b'{"id":%d}' % n for n in range(300_000)) + b"]",
    "numbers": lambda: b"[" + b"1," * 9_000_000 + b"1]",
    "empty lists": lambda: b"[" + b"[]," * 5_000_000 + b"[]]",
    "lists in lists": lambda: b"[" * 5_000_000,
    "one row of a million fields": lambda: (
        b"[{" + b",".join(b'"k%d":1' % n for n in range(1_100_000)) + b"}]"
    ),
    "a million addresses": lambda: b'[{"id":1,"emails":[' + b"{}," * 1_000_000 + b"{}]}]",
    "40 MB of one text": lambda: b'[{"id":1,"first_name":"' + b"x" * 40_000_000 + b'"}]',
}
"""Each of some kB on the line."""


@cache
def much(name: str) -> bytes:
    return MUCH[name]()


@cache
def compressed(name: str) -> bytes:
    return gzip.compress(much(name), 6)


def packed(name: str, wrap: tuple[bytes, bytes] = (b"", b"")) -> Reply:
    """An answer within the bounds of packing: it swells to less than 200 times its size."""
    body = gzip.compress(wrap[0] + much(name) + wrap[1], 6) if wrap[0] else compressed(name)
    padding = b"c" * max(0, len(much(name)) // 190 - len(body))
    head = b"\x1f\x8b\x08\x10" + body[4:10] + padding + b"\0"
    return Reply(head + body[10:], headers={"Content-Encoding": "gzip", "Total": "1", "Next-Page": ""})


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Iterator[None]:
    """It takes neither long nor much memory, of Python's and of the decoder's."""
    compressed(request.node.callspec.params.get("name", "distinct rows"))
    began = process_time()
    tracemalloc.start()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150_000_000
    assert process_time() - began < 10


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize("name", list(MUCH))
async def test_assembly_sends_more_than_any_school_has(
    school: AssemblySchool, service: Service, name: str
) -> None:
    service.says("/students", packed(name))
    with pytest.raises(NotThisServiceError, match=r"more in one answer|more than \d+ MB|times its size"):
        await school.rows(Kind.PUPIL)
    assert len(service.asked) == 1


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize("name", list(MUCH))
async def test_arbor_sends_more_than_any_school_has(
    scripted: ArborSchool, service: Service, name: str
) -> None:
    says(service, packed(name, (b'{"data":{"Student":', b"}}")))
    with pytest.raises(NotThisServiceError, match=r"more in one answer|more than \d+ MB|times its size"):
        await scripted.rows(Kind.PUPIL)
    assert len(service.asked) == 2


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize("status", [400, 401, 403, 429, 500])
async def test_an_error_is_bounded_as_well(school: AssemblySchool, service: Service, status: int) -> None:
    service.says("/students", Reply(much("distinct rows"), status))
    with pytest.raises(NotThisServiceError, match="more in one answer"):
        await school.rows(Kind.PUPIL)


async def test_a_page_holds_no_more_rows_than_it_may(school: AssemblySchool, service: Service) -> None:
    row = [{"id": n, "first_name": "A", "last_name": "B"} for n in range(paging.PAGE_ROWS + 1)]
    service.says("/students", listed(row[:-1]), listed(row), listed([*row[:-1], {"id": 9, "upn": 5}]))
    assert len(await school.rows(Kind.PUPIL)) == paging.PAGE_ROWS
    for _ in range(2):
        with pytest.raises(NotThisServiceError, match="list of pupils has more than 5,000 rows on one page"):
            await school.rows(Kind.PUPIL)


async def test_a_page_of_arbor_holds_no_more_rows_than_it_may(
    scripted: ArborSchool, service: Service
) -> None:
    says(service, data(Student=[{"id": str(n)} for n in range(paging.PAGE_ROWS + 1)]))
    with pytest.raises(NotThisServiceError, match="list of pupils has more than 5,000 rows on one page"):
        await scripted.rows(Kind.PUPIL)


async def test_a_list_that_does_not_end_is_no_schools(
    scripted: ArborSchool, school: AssemblySchool, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging.refuse_endless, "__defaults__", (30,))
    people = [{"id": str(n), "legalFirstName": "A", "academicLevel": {"id": "1"}} for n in range(100)]
    says(service, *(data(Student=people[at : at + 10]) for at in range(0, 100, 10)))
    with pytest.raises(NotThisServiceError, match="Arbor's list of pupils has more than 30 rows"):
        await scripted.rows(Kind.PUPIL)
    service.says_pages(
        "/students", *(listed(people[at : at + 10], str(at // 10 + 2), 29) for at in range(0, 90, 10))
    )
    with pytest.raises(NotThisServiceError, match="Assembly's list of pupils has more than 30 rows"):
        await school.rows(Kind.PUPIL)
    service.says_pages("/students", listed(people[:10], "2", total=31))
    with pytest.raises(NotThisServiceError, match="has more than 30 rows"):
        await school.rows(Kind.PUPIL)


@pytest.mark.parametrize("text", ["x" * 1_001, "\U0001f600" * 5_000_000, "\u0301" * 2_000, " " * 100_000])
async def test_a_text_that_no_name_has_makes_its_row_invalid(
    scripted: ArborSchool, school: AssemblySchool, service: Service, text: str
) -> None:
    service.says(
        "/students", listed([{"id": 1, "first_name": text, "last_name": "B"}, {"id": 2, "first_name": "C"}])
    )
    says(
        service,
        data(Student=[{"id": "1", "legalFirstName": text, "academicLevel": {"id": "1"}}]),
        data(Student=[]),
    )
    for rows in (await school.rows(Kind.PUPIL), await scripted.rows(Kind.PUPIL)):
        assert isinstance(rows[0], InvalidRow)
        assert "first name is far too long" in rows[0].problem
        assert len(rows[0].label) <= 1_002


@pytest.mark.parametrize("odd", ["1" * 65, "9" * 5_000, "1" * 1_000_000])
async def test_an_id_is_no_longer_than_an_id(school: AssemblySchool, service: Service, odd: str) -> None:
    service.says("/students", listed([{"id": odd, "first_name": "A"}]))
    with pytest.raises(IncompleteError, match="a row without an id"):
        await school.rows(Kind.PUPIL)


BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize("before", [BOM, BOM + b"\r\n ", b"\n"], ids=["mark", "mark and line", "line"])
async def test_a_byte_order_mark_is_no_fault(
    scripted: ArborSchool, school: AssemblySchool, service: Service, before: bytes
) -> None:
    service.says("/students", Reply(before + b"[" + ROW + b"]", headers={"Total": "1", "Next-Page": ""}))
    assert len(await school.rows(Kind.PUPIL)) == 1
    pupil = b'{"data":{"Student":[{"id":"1","legalFirstName":"A","academicLevel":{"id":"1"}}]}}'
    says(service, Reply(before + pupil), Reply(before + b'{"data":{"Student":[]}}'))
    assert len(await scripted.rows(Kind.PUPIL)) == 1
    service.says("/students", Reply(before + b"<html>", headers={"Total": "1"}))
    with pytest.raises(ConnectorError):
        await school.rows(Kind.PUPIL)


async def test_a_mark_before_what_the_service_says_of_its_fields_is_no_fault(service: Service) -> None:
    says(service, data(Student=[]))
    told = service._replies[PATH][0]
    told.body = BOM + told.body
    async with ArborSchool(service.address) as one:
        assert await one.rows(Kind.PUPIL) == []
