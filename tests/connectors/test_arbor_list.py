"""Arbor's whole lists: paging, leavers, and everything that makes a list incomplete."""

from collections import Counter, defaultdict
from functools import partial
from unicodedata import normalize

import pytest
from msgspec import structs

from marktui.connectors.errors import (
    ConnectorError,
    IncompleteError,
    NotPermittedError,
    NotThisServiceError,
    RefusedError,
    UnreachableError,
)
from marktui.connectors.mis import InvalidRow, MisClass, MisPupil, MisTeacher, MisYearGroup
from marktui.hub.model.kind import Kind
from marktui.sandbox.fault import faults_of
from marktui.sandbox.server import Sandbox

from .arbor_school import QUICK, ArborSchool, at_sandbox

normal = partial(normalize, "NFC")

FAILING: dict[str, type[ConnectorError]] = {
    "page-500": UnreachableError,
    "empty-error": UnreachableError,
    "drop": UnreachableError,
    "malformed-json": IncompleteError,
    "html-page": NotThisServiceError,
    "redirect": NotThisServiceError,
    "page-loop": IncompleteError,
    "row-without-id": IncompleteError,
    "null-data": IncompleteError,
    "half-data": IncompleteError,
    "password-changed": RefusedError,
    "not-approved": NotPermittedError,
    "students-refused": NotPermittedError,
    "groups-refused": NotPermittedError,
    "form-refused": NotPermittedError,
    "leaving-date-refused": NotPermittedError,
    "no-leaving-date-field": NotThisServiceError,
}
HARMLESS = (
    "few-502",
    "drop-once",
    "error-once",
    "reset-once",
    "small-pages",
    "big-page-504",
    "duplicate-row",
    "one-short-page",
    "picky-firewall",
    "limit-bare",
    "retry-after",
    "busy",
    "bom",
    "odd-upns",
    "tiny-limit",
    "slow-page",
    "timed-dates",
    "number-ids",
    "extra-fields",
    "summer-gap",
)
GAPS = {"upn-refused": "Student.upn", "dob-refused": "Student.dateOfBirth", "no-upn-field": "Student.upn"}
EMPTY = {
    "no-students": Kind.PUPIL,
    "empty-data": Kind.PUPIL,
    "null-list": Kind.PUPIL,
    "no-groups": Kind.CLASS,
}
"""An empty list is no failure of its own; the sync refuses it where the hub has linked records."""
INVALID = {"nameless-row": 1, "wrong-type": 1, "many-invalid": 12}
JUDGED = (
    "upn-changed",
    "upn-clash",
    "class-renamed",
    "hostile-names",
    "mass-rename",
    "reused-ids",
    "swapped-ids",
    "filler-dates",
    "timed-birth-dates",
    "shared-mailbox",
    "odd-emails",
    "recycled-staff-email",
    "staff-active-mark",
    "old-leaving-dates",
    "level-null-all",
    "last-year-forms",
    "own-year-names",
    "two-years-one-code",
    "two-classes-one-name",
)
"""Rows that can be used, and that the sync has to judge."""
ALONE = {"hang", "null-fields", "mass-vanish", "pupils-without-form", "staff-email-refused", "applicants"}
"""Each has a test of its own."""
WHOLE = {
    "many-rows",
    "shifted-page",
    "shifted-once",
    "empty-page",
    "neither-list",
    "slow-loss",
    "upn-reused",
    "child-twice",
    "half-emoji",
    "level-null",
}
"""Each is played through the whole program, in tests/cli."""


def test_every_fault_has_its_place() -> None:
    assert {*FAILING, *HARMLESS, *GAPS, *EMPTY, *INVALID, *JUDGED, *ALONE, *WHOLE} == set(faults_of("arbor"))


async def test_the_whole_school(oakwell: ArborSchool, arbor_sandbox: Sandbox) -> None:
    state = arbor_sandbox.truth
    truth = {arbor_sandbox.pupil_id(one.id): one for one in (*state.roll, *state.ahead)}
    pupils = {row.mis_id: row for row in await oakwell.rows(Kind.PUPIL)}
    assert pupils.keys() == truth.keys()
    for mis_id, row in pupils.items():
        assert isinstance(row, MisPupil)
        one = truth[mis_id]
        assert (row.upn, row.year_code, row.date_of_birth) == (one.upn, one.year_code, one.date_of_birth)
        assert (row.first_name, row.last_name) == (normal(one.first_name), normal(one.last_name))
        assert bool(row.starts_on) == (one in state.ahead)
    forms: dict[str | None, set[str]] = defaultdict(set)
    for mis_id, one in truth.items():
        forms[one.class_name].add(mis_id)
    for form in await oakwell.rows(Kind.CLASS):
        assert isinstance(form, MisClass)
        assert set(form.member_ids) == forms.pop(form.name)
    assert forms.keys() <= {None}
    staff = {arbor_sandbox.staff_id(one.id): one for one in arbor_sandbox.school.staff}
    for person in await oakwell.rows(Kind.TEACHER):
        assert isinstance(person, MisTeacher)
        assert person.email == staff.pop(person.mis_id).email
    assert staff == {}
    years = [row for row in await oakwell.rows(Kind.YEAR_GROUP) if isinstance(row, MisYearGroup)]
    assert {row.code: len(row.member_ids or ()) for row in years} == Counter(
        one.year_code for one in state.roll
    )
    assert oakwell.arbor.requests == len(arbor_sandbox.requests) == 6
    assert oakwell.arbor.warnings == []


async def test_the_requests_of_a_large_school() -> None:
    sandbox = Sandbox(1_210, dialect="arbor", leaver_years=5)
    with sandbox.serve():
        async with at_sandbox(sandbox) as school:
            for kind in (Kind.PUPIL, Kind.CLASS):
                await school.rows(kind)
            left = await school.arbor.leavers(Kind.PUPIL)
            assert len(left) > 400
            assert school.arbor.requests == 5
        async with at_sandbox(sandbox) as school:
            await school.arbor.check()
            for kind in (Kind.TEACHER, Kind.PUPIL, Kind.YEAR_GROUP, Kind.CLASS):
                await school.rows(kind)
            await school.arbor.freshen()
            assert school.arbor.requests == 9
    assert school.arbor.data_at is not None


@pytest.mark.parametrize("fault", FAILING)
async def test_a_fault_that_spoils_the_list(oakwell: ArborSchool, arbor_sandbox: Sandbox, fault: str) -> None:
    arbor_sandbox.move(faults=[fault])
    with pytest.raises(FAILING[fault]) as failed:
        await oakwell.rows(Kind.CLASS)
    assert type(failed.value) is FAILING[fault]
    assert failed.value.message.endswith(".")
    assert failed.value.hint or failed.value.next
    said = failed.value.message + failed.value.hint + repr(failed.value)
    upns = [one.upn for one in arbor_sandbox.truth.roll if one.upn]
    assert not [one for one in (*arbor_sandbox.environment.values(), *upns) if one in said]
    assert arbor_sandbox.leaks == []
    assert oakwell.arbor.requests == len(arbor_sandbox.requests)


@pytest.mark.parametrize("fault", HARMLESS)
async def test_a_fault_that_is_harmless(oakwell: ArborSchool, arbor_sandbox: Sandbox, fault: str) -> None:
    before = [await oakwell.rows(kind) for kind in Kind]
    arbor_sandbox.move(faults=[fault])
    async with at_sandbox(arbor_sandbox) as again:
        after = [await again.rows(kind) for kind in Kind]
    assert [set(rows) for rows in after] == [set(rows) for rows in before]


@pytest.mark.parametrize("fault", GAPS)
async def test_an_optional_field_is_done_without_and_told_once(
    oakwell: ArborSchool, arbor_sandbox: Sandbox, fault: str
) -> None:
    arbor_sandbox.move(faults=[fault])
    assert len(await oakwell.rows(Kind.PUPIL)) == len(await oakwell.rows(Kind.PUPIL)) > 100
    (warning,) = oakwell.arbor.warnings
    assert GAPS[fault] in warning


async def test_who_has_left_costs_no_further_request(oakwell: ArborSchool, arbor_sandbox: Sandbox) -> None:
    pupils, staff = [await oakwell.rows(kind) for kind in (Kind.PUPIL, Kind.TEACHER)]
    before = oakwell.arbor.requests
    left = await oakwell.arbor.leavers(Kind.PUPIL)
    assert {one.left_on for one in left.values()} == {one.end_date for one in arbor_sandbox.truth.left}
    assert not left.keys() & {row.mis_id for row in pupils}
    left = await oakwell.arbor.leavers(Kind.TEACHER)
    assert len(left) >= len(arbor_sandbox.school.staff_left)
    assert not left.keys() & {row.mis_id for row in staff}
    assert oakwell.arbor.requests == before


@pytest.mark.parametrize("fault", EMPTY)
async def test_an_empty_list(oakwell: ArborSchool, arbor_sandbox: Sandbox, fault: str) -> None:
    arbor_sandbox.move(faults=[fault])
    assert await oakwell.rows(EMPTY[fault]) == []


@pytest.mark.parametrize("fault", [*INVALID, *JUDGED])
async def test_an_odd_row_spoils_no_other(oakwell: ArborSchool, arbor_sandbox: Sandbox, fault: str) -> None:
    before = {row.mis_id for row in await oakwell.rows(Kind.PUPIL)}
    arbor_sandbox.move(faults=[fault])
    rows = await oakwell.rows(Kind.PUPIL)
    assert {row.mis_id for row in rows} == before
    assert sum(isinstance(row, InvalidRow) for row in rows) == INVALID.get(fault, 0)
    names = [f"{row.first_name}{row.last_name}" for row in rows if isinstance(row, MisPupil)]
    assert [name for name in names if not name.isprintable()] == []


async def test_applicants_are_told_from_pupils(oakwell: ArborSchool, arbor_sandbox: Sandbox) -> None:
    before = await oakwell.rows(Kind.PUPIL)
    arbor_sandbox.move(faults=["applicants"])
    more = set(await oakwell.rows(Kind.PUPIL)) - set(before)
    assert [isinstance(row, MisPupil) and row.applicant for row in more] == [True] * 3
    assert not any(isinstance(row, MisPupil) and row.applicant for row in before)


async def test_null_is_no_value(oakwell: ArborSchool, arbor_sandbox: Sandbox) -> None:
    arbor_sandbox.move(faults=["null-fields"])
    rows = [row for row in await oakwell.rows(Kind.PUPIL) if isinstance(row, MisPupil)]
    assert {(row.upn, row.date_of_birth) for row in rows} == {(None, None)}
    assert oakwell.arbor.warnings == []


async def test_whoever_has_vanished_is_neither_listed_nor_a_leaver(
    oakwell: ArborSchool, arbor_sandbox: Sandbox
) -> None:
    before = {row.mis_id for row in await oakwell.rows(Kind.PUPIL)}
    arbor_sandbox.move(faults=["mass-vanish"])
    after = {row.mis_id for row in await oakwell.rows(Kind.PUPIL)}
    assert after < before
    assert not (before - after) & (await oakwell.arbor.leavers(Kind.PUPIL)).keys()


async def test_forms_without_pupils_are_classes(oakwell: ArborSchool, arbor_sandbox: Sandbox) -> None:
    arbor_sandbox.move(faults=["pupils-without-form"])
    classes = [row for row in await oakwell.rows(Kind.CLASS) if isinstance(row, MisClass)]
    assert {row.member_ids for row in classes} == {()}
    assert len(await oakwell.rows(Kind.PUPIL)) > 100


async def test_emails_that_are_refused(oakwell: ArborSchool, arbor_sandbox: Sandbox) -> None:
    arbor_sandbox.move(faults=["staff-email-refused"])
    staff = [row for row in await oakwell.rows(Kind.TEACHER) if isinstance(row, MisTeacher)]
    assert {row.email for row in staff} == {None}
    assert ["Staff.emailAddresses" in one for one in oakwell.arbor.warnings] == [True]


async def test_silence_is_given_up(arbor_sandbox: Sandbox) -> None:
    arbor_sandbox.move(faults=["hang"])
    pace = structs.replace(QUICK, first_try=0.1, budget=0.4)
    async with at_sandbox(arbor_sandbox, pace) as school:
        with pytest.raises(UnreachableError, match="did not answer in time"):
            await school.rows(Kind.PUPIL)
