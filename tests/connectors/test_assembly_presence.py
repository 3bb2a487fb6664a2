"""Whoever Assembly sends is there: no row of a list of today is lost, whatever its dates say."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marktui.connectors.mis import MisPerson
from marktui.hub.model.kind import Kind

from .assembly_school import AssemblySchool
from .scripted_service import Service, listed

DAYS = st.sampled_from(
    [None, "", "soon", "2025-07-20", "2026-03-10T00:00:00.000Z", "2026-03-11", "2079-06-06T23:59:00.000Z", 3]
)
PERSON = st.fixed_dictionaries(
    {
        "start_date": DAYS,
        "end_date": DAYS,
        "year_code": st.sampled_from([None, "", "4", 4, "?"]),
        "first_name": st.sampled_from([None, "Amber", 5]),
        "last_name": st.sampled_from([None, "Okafor"]),
    }
)


@pytest.mark.parametrize(("kind", "path"), [(Kind.PUPIL, "/students"), (Kind.TEACHER, "/staff_members")])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=st.lists(PERSON, min_size=1, max_size=8))
async def test_every_row_comes_out(
    service: Service, kind: Kind, path: str, people: list[dict[str, object]]
) -> None:
    service.says(path, listed([one | {"id": number} for number, one in enumerate(people)]))
    async with AssemblySchool(service.address) as school:
        rows = await school.rows(kind)
    assert [row.mis_id for row in rows] == [str(number) for number in range(len(people))]
    for row, one in zip(rows, people, strict=True):
        if isinstance(row, MisPerson):
            assert bool(row.starts_on) is (one["start_date"] == "2026-03-11")
