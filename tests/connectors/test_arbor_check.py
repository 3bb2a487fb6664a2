"""Trying the connection to Arbor: what can be read, and what is kept for support."""

import orjson
import pytest

from marktui.connectors.errors import ConnectorError, NotPermittedError, NotThisServiceError, RefusedError
from marktui.connectors.mis import Readable
from marktui.connectors.registry import open_connector
from marktui.hub.model.kind import Kind
from marktui.hub.rules.same_school import SchoolIdentity
from marktui.sandbox.server import Sandbox

from .arbor_school import FIELDS, GROUPS, SECRETS, ArborSchool, data, documents, refusing, says, schema
from .assembly_school import TODAY, Pocket
from .scripted_service import Reply, Service

YEARS = {"AcademicYear": GROUPS["AcademicYear_0"]}
GAP = "Arbor does not let this application read"


async def test_the_sandbox_shares_everything(oakwell: ArborSchool, arbor_sandbox: Sandbox) -> None:
    granted = await oakwell.arbor.check()
    assert (granted.school, granted.missing, granted.warnings) == (SchoolIdentity(), (), ())
    assert [(one.entity, one.what, one.missing) for one in granted.entities] == [
        ("AcademicYear", "academic years", ()),
        ("AcademicLevel", "year groups", ()),
        ("RegistrationForm", "classes", ()),
        ("Student", "pupils", ()),
        ("Staff", "staff", ()),
    ]
    assert {"upn", "leavingDate", "registrationForm"} <= set(granted.entities[3].fields)
    assert oakwell.arbor.requests == len(arbor_sandbox.requests) == 3


async def test_the_report_holds_names_of_fields_and_nobody(
    oakwell: ArborSchool, arbor_sandbox: Sandbox
) -> None:
    arbor_sandbox.move(faults=["upn-refused"])
    granted = await oakwell.arbor.check()
    assert granted.report is not None
    assert granted.report.keys() == {"lists", "types", "read", "missing"}
    assert granted.report["missing"] == list(granted.missing) == ["Student.upn"]
    assert granted.report["types"]["Staff"]["emailAddresses"] == "[EmailAddress]"
    assert "Student" in granted.report["lists"]
    written = orjson.dumps(granted.report).decode()
    people = [one for pupil in arbor_sandbox.truth.roll for one in (pupil.upn, pupil.last_name) if one]
    assert not [one for one in (*people, *arbor_sandbox.environment.values()) if f'"{one}"' in written]


@pytest.mark.parametrize(
    ("fault", "missing"),
    [
        ("upn-refused", ("Student.upn",)),
        ("dob-refused", ("Student.dateOfBirth",)),
        ("staff-email-refused", ("Staff.emailAddresses",)),
        ("no-upn-field", ("Student.upn",)),
    ],
)
async def test_what_is_not_shared_is_told(
    oakwell: ArborSchool, arbor_sandbox: Sandbox, fault: str, missing: tuple[str, ...]
) -> None:
    arbor_sandbox.move(faults=[fault])
    granted = await oakwell.arbor.check()
    assert granted.missing == missing
    assert [one.missing for one in granted.entities if one.missing] == [missing]
    assert len(granted.warnings) == 1


@pytest.mark.parametrize(
    ("fault", "failure", "named"),
    [
        ("leaving-date-refused", NotPermittedError, "Student.leavingDate; in Arbor: System > Partner Apps"),
        ("form-refused", NotPermittedError, "Student.registrationForm"),
        ("groups-refused", NotPermittedError, "RegistrationForm"),
        ("students-refused", NotPermittedError, "Student"),
        ("no-leaving-date-field", NotThisServiceError, "has no Student.leavingDate"),
        ("not-approved", NotPermittedError, "status 403"),
        ("password-changed", RefusedError, "username and password"),
    ],
)
async def test_what_is_needed_and_not_shared(
    oakwell: ArborSchool, arbor_sandbox: Sandbox, fault: str, failure: type[ConnectorError], named: str
) -> None:
    arbor_sandbox.move(faults=[fault])
    with pytest.raises(failure) as failed:
        await oakwell.arbor.check()
    assert type(failed.value) is failure
    assert named in failed.value.message
    assert failed.value.hint or failed.value.next


async def test_all_that_is_needed_and_refused_is_named(service: Service, scripted: ArborSchool) -> None:
    says(service, refusing("Student.leavingDate", "Staff.isActiveInSchool", "Student.upn"))
    with pytest.raises(NotPermittedError, match=r"read Student\.leavingDate and Staff\.isActiveInSchool;"):
        await scripted.arbor.check()


async def test_gaps_that_come_one_after_the_other(service: Service, scripted: ArborSchool) -> None:
    gaps = [refusing(name) for name in ("Student.upn", "EmailAddress", "AcademicLevel.shortName")]
    says(service, *gaps, data(**YEARS))
    granted = await scripted.arbor.check()
    assert granted.missing == ("AcademicLevel.shortName", "Student.upn", "EmailAddress")
    assert len(service.asked) == 5
    assert granted.entities[-1] == Readable(
        "Staff",
        "staff",
        (
            "legalFirstName",
            "legalLastName",
            "preferredFirstName",
            "preferredLastName",
            "isActiveInSchool",
            "joiningDate",
            "leavingDate",
        ),
        ("EmailAddress",),
    )


@pytest.mark.parametrize("status", [200, 400, 403, 500])
async def test_a_gap_counts_whatever_its_status(service: Service, scripted: ArborSchool, status: int) -> None:
    says(service, Reply(refusing("Student.upn"), status), data(**YEARS))
    assert (await scripted.arbor.check()).missing == ("Student.upn",)
    assert len(service.asked) == 3


@pytest.mark.parametrize("name", ["Student.id", "Student.dietaryNeeds", "Amber", "Student.displayName"])
async def test_a_gap_that_nothing_mends_is_no_endless_question(
    service: Service, scripted: ArborSchool, name: str
) -> None:
    says(service, refusing(name))
    with pytest.raises(NotPermittedError, match=GAP) as failed:
        await scripted.rows(Kind.PUPIL)
    assert len(service.asked) <= 4
    assert "Amber" not in failed.value.message


async def test_a_gap_among_other_errors_is_no_gap(service: Service, scripted: ArborSchool) -> None:
    reply = refusing("Student.upn")
    reply["errors"].append({"message": "Something else went wrong."})  # type: ignore[attr-defined]
    says(service, reply)
    with pytest.raises(ConnectorError, match="with an error"):
        await scripted.arbor.check()
    assert len(service.asked) == 2


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (Reply(b"<html>sign in</html>"), NotThisServiceError),
        (Reply(b"", 404), NotThisServiceError),
        (Reply({"data": None}), NotThisServiceError),
        (Reply({"data": {"__schema": None, "Student": {"fields": "many"}}}), NotThisServiceError),
        (refusing("__schema"), NotPermittedError),
        (Reply({"reason": "no"}, 401), RefusedError),
        (Reply({"reason": "no"}, 403), NotPermittedError),
    ],
)
async def test_an_address_that_is_no_arbor(
    service: Service, scripted: ArborSchool, reply: object, failure: type[ConnectorError]
) -> None:
    service.says("/graphql/query", reply)
    with pytest.raises(failure) as failed:
        await scripted.arbor.check()
    assert not [one for one in SECRETS.values() if one in failed.value.message + failed.value.hint]


async def test_a_list_that_arbor_does_not_have(service: Service, scripted: ArborSchool) -> None:
    reply = schema()
    lists = reply["data"]["__schema"]["queryType"]["fields"]
    reply["data"]["__schema"]["queryType"]["fields"] = [
        one for one in lists if one["name"] != "AcademicLevel"
    ]
    service.says("/graphql/query", reply)
    with pytest.raises(NotThisServiceError, match="has no AcademicLevel, which marktui needs"):
        await scripted.arbor.check()


async def test_a_field_of_another_form_is_not_asked_for(service: Service, scripted: ArborSchool) -> None:
    fields = FIELDS["EmailAddress"].replace("emailAddressType", "emailAddressType:Person")
    says(service, data(**YEARS), has={"EmailAddress": fields})
    assert (await scripted.arbor.check()).missing == ("EmailAddress.emailAddressType",)
    assert "emailAddressType" not in documents(service)[0]


@pytest.mark.parametrize(
    ("years", "word"),
    [
        ([], "no academic year that has begun"),
        (None, "no academic year that has begun"),
        ([{"id": "7", "startDate": "2026-09-01"}, "odd", {"id": "8", "startDate": 3}], "that has begun"),
        ([{"id": "5", "startDate": "2024-09-01", "endDate": "2025-08-31"}], "began on 1 Sep 2024"),
    ],
)
async def test_an_odd_year_is_a_warning(
    service: Service, scripted: ArborSchool, years: object, word: str
) -> None:
    says(service, data(AcademicYear=years))
    (warning,) = (await scripted.arbor.check()).warnings
    assert word in warning


async def test_the_registry_makes_it(service: Service) -> None:
    says(service, data(**YEARS))
    settings = {"url": f"{service.address}/rest-v2/", "user_agent": "Browser/9"}
    made = open_connector("arbor", settings, Pocket(SECRETS), today=TODAY, notify=lambda _: None)
    async with made as arbor:
        assert (await arbor.check()).missing == ()
    assert service.asked[0].headers["user-agent"] == "Browser/9"
    assert not [one for one in SECRETS.values() if one in repr(made) + repr(vars(made))]
