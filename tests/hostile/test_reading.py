"""Whatever an MIS puts into its texts, what comes out of a connector is clean; a property over real HTTP."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from connectors.assembly_school import AssemblySchool
from connectors.scripted_service import Service, listed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from marktui.connectors.mis import MisRow
from marktui.hub.model.kind import Kind
from marktui.hub.model.text import clean
from marktui.tui.common.table.renderer import fit
from marktui.wording.drawing.cells import cell_width, wrapped

from .corpus import NASTY, smuggled

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(NASTY)
ODD = TEXT | st.none() | st.integers(-(2**53), 2**53) | st.lists(TEXT, max_size=2)


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with Service().serve() as running:
        yield running


async def read(service: Service, kind: Kind) -> list[MisRow]:
    async with AssemblySchool(service.address) as school:
        return await school.rows(kind)


def texts(value: Any) -> Iterator[str]:
    """Every text of a row."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, MisRow):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ODD, ODD, ODD), min_size=1, max_size=6))
def test_what_is_read_is_clean(service: Service, odd: list[tuple[object, object, object]]) -> None:
    people = [
        {
            "id": number,
            "first_name": a,
            "last_name": b,
            "upn": c,
            "year_code": c,
            "email": c,
            "end_date": None,
        }
        for number, (a, b, c) in enumerate(odd)
    ]
    groups = [{"id": number, "name": a, "student_ids": []} for number, (a, _, _) in enumerate(odd)]
    service.says("/students", listed(people))
    service.says("/staff_members", listed(people))
    service.says("/registration_groups", listed(groups))
    rows = [
        row for kind in (Kind.PUPIL, Kind.TEACHER, Kind.CLASS) for row in asyncio.run(read(service, kind))
    ]
    assert len(rows) == 3 * len(odd)
    for row in rows:
        for text in texts(row):
            assert smuggled(text) == []
            assert text == clean(text)


@given(TEXT.map(clean), st.integers(1, 60), st.booleans())
def test_a_cell_is_exactly_as_wide_as_its_column(text: str, width: int, right: bool) -> None:
    assert cell_len(fit(text, width, right=right)) == width


@given(TEXT.map(clean), st.integers(2, 60))
def test_a_line_that_is_folded_fits_and_loses_nothing(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("text", [clean(one) for one in NASTY if clean(one).isprintable()])
def test_the_command_line_and_the_interface_agree_on_widths(text: str) -> None:
    assert cell_width(text) == cell_len(text)
