"""The contract of the GraphQL service, point by point."""

import base64
from datetime import date

import httpx
import pytest
from stand_in import stopped_clock

from marktui.sandbox.arbor import request_checks
from marktui.sandbox.server import Sandbox

from .arbor_client import PATH, ArborClient, texts
from .reading import Row

ENTITIES = {
    "AcademicYear",
    "AcademicLevel",
    "AcademicLevelMembership",
    "RegistrationForm",
    "RegistrationFormMembership",
    "AcademicUnit",
    "AcademicUnitEnrolment",
    "AcademicUnitLead",
    "Subject",
    "Person",
    "Student",
    "Staff",
    "StaffContract",
    "EmailAddress",
    "UkDfe_UpnAssignment",
}


@pytest.mark.parametrize("auth", [None, ("someone", "else"), ("", "")])
def test_only_user_and_password_open_it(graph: ArborClient, auth: tuple[str, str] | None) -> None:
    answer = httpx.post(f"{graph.http.base_url}{PATH}", json={"query": "{ Staff { id } }"}, auth=auth)
    assert answer.status_code == 401
    assert answer.json() == {"response": {"code": 401, "success": False, "reason": "Unauthorized"}}
    assert answer.headers["www-authenticate"].startswith("Basic")


@pytest.mark.parametrize("header", ["Bearer {}", "Basic !!", "Basic {}x", "Basic /w=="])
def test_other_credentials_are_none(graph: ArborClient, arbor: Sandbox, header: str) -> None:
    code = base64.b64encode(":".join(arbor.environment.values()).encode()).decode()
    headers = {"Authorization": header.format(code)}
    answer = httpx.post(f"{graph.http.base_url}{PATH}", json={"query": "{ Staff { id } }"}, headers=headers)
    assert answer.status_code == 401


def test_the_connection_test_of_the_contract(graph: ArborClient) -> None:
    answer = graph.ask("{ Staff(page_size: 1, page_num: 0) { id } }")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json() == {"data": {"Staff": [{"id": "17", "entityType": "Staff"}]}}


@pytest.mark.parametrize(
    "body", [b"nonsense", b"[]", b"{}", b'{"query": 1}', b'{"query": "{ Staff { id } }", "variables": "x"}']
)
def test_what_is_no_query_is_refused(graph: ArborClient, body: bytes) -> None:
    answer = graph.http.post(PATH, content=body)
    assert (answer.status_code, answer.json()["response"]["success"]) == (400, False)


def test_an_empty_map_of_variables_makes_it_fail(graph: ArborClient) -> None:
    assert graph.ask("{ Staff { id } }", variables={}).status_code == 500
    query = "query ($n: Int) { Staff(page_size: $n) { id } }"
    assert len(graph.ask(query, variables={"n": 2}).json()["data"]["Staff"]) == 2


@pytest.mark.parametrize(
    ("method", "path"), [("GET", PATH), ("POST", "/graphql"), ("GET", "/rest-v2/students")]
)
def test_nothing_else_is_served(graph: ArborClient, method: str, path: str) -> None:
    answer = graph.http.request(method, path)
    assert answer.status_code == 404
    assert answer.json() == {"response": {"code": 404, "success": False, "reason": "Not Found"}}


@pytest.mark.parametrize(
    ("method", "path"), [("GET", PATH), ("POST", "/graphql"), ("GET", "/rest-v2/students")]
)
def test_who_is_not_known_learns_nothing_of_paths(graph: ArborClient, method: str, path: str) -> None:
    assert httpx.request(method, f"{graph.http.base_url}{path}").status_code == 401


def test_variables_may_come_in_a_list(graph: ArborClient) -> None:
    assert graph.ask("{ Staff(page_size: 1) { id } }", variables=[{"a": 0}]).json()["data"]["Staff"]
    assert graph.ask("{ Staff { id } }", variables=[]).status_code == 500
    refused: list[object] = [[1], ["a"], [{}, {}], "x"]
    for wrong in refused:
        assert graph.ask("{ Staff { id } }", variables=wrong).status_code == 400


def test_aliases_fragments_and_several_lists_at_once(graph: ArborClient) -> None:
    data = graph.data(
        """query { one: Staff(page_size: 1 page_num: 0) { ...who }
        EmailAddress(emailAddressType: "Personal") { emailAddressOwner { id ... on Staff { staffNumber } } } }
        fragment who on Staff { __typename name: displayName }"""
    )
    assert data["one"][0].keys() == {"__typename", "name", "id", "entityType"}
    (address,) = data["EmailAddress"]
    assert address["emailAddressOwner"].keys() == {"id", "staffNumber", "entityType"}


def test_a_word_that_the_caller_uses_is_left_to_the_caller(graph: ArborClient) -> None:
    row = graph.rows("AcademicYear", "id: displayName code")[0]
    assert (row["id"], row["entityType"]) == (row["code"].replace("-", "/"), "AcademicYear")


def test_every_object_has_id_and_entity_unasked(graph: ArborClient) -> None:
    rows = graph.rows("RegistrationForm", "tutors { displayName } studentMemberships { student { upn } }")
    found = [*rows, rows[-1]["tutors"][0], rows[-1]["studentMemberships"][0]["student"]]
    assert {row["entityType"] for row in found} == {"RegistrationForm", "Staff", "Student"}
    assert all(isinstance(row["id"], str) for row in found)


def test_introspection(graph: ArborClient) -> None:
    data = graph.data(
        """{ __schema { queryType { fields { name args { name } } } }
        s: __type(name: "Student") { fields { name type { kind name ofType { kind name } } } }
        f: __type(name: "RegistrationForm") { fields { name } }
        n: __type(name: "Nobody") { fields { name } } }"""
    )
    fields = {one["name"]: one for one in data["__schema"]["queryType"]["fields"]}
    assert fields.keys() == ENTITIES
    assert {"page_size", "page_num", "id", "id_in", "academicLevel__id", "currentlyEnrolled"} <= {
        one["name"] for one in fields["Student"]["args"]
    }
    of_student = {one["name"]: one["type"] for one in data["s"]["fields"]}
    assert {"upn", "leavingDate", "displayAcademicLevel", "person"} <= of_student.keys()
    assert of_student["emailAddresses"]["ofType"]["name"] == "EmailAddress"
    assert {"tutors", "academicYear"} <= {one["name"] for one in data["f"]["fields"]}
    assert data["n"] is None


@pytest.mark.parametrize("entity", sorted(ENTITIES))
def test_every_field_of_every_entity_can_be_read(graph: ArborClient, entity: str) -> None:
    found = graph.data(f'{{ t: __type(name: "{entity}") {{ fields {{ name type {{ kind }} }} }} }}')["t"]
    names = [f["name"] + ("" if f["type"]["kind"] == "SCALAR" else " { id }") for f in found["fields"]]
    rows = graph.rows(entity, " ".join(names))
    assert rows
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["id"] and row["displayName"] for row in rows)


def test_pages_count_from_0_and_an_empty_one_is_the_end(graph: ArborClient) -> None:
    whole = texts(graph.rows("Student"))
    pages = [texts(graph.rows("Student", page_size="100", page_num=str(n))) for n in range(4)]
    assert [len(page) for page in pages] == [100, 100, len(whole) - 200, 0]
    assert [one for page in pages for one in page] == whole
    assert texts(graph.rows("Student", page_num="0")) == whole


def test_a_page_holds_3000_rows_at_most() -> None:
    sandbox = Sandbox(3100, dialect="arbor")
    with sandbox.serve():
        client = ArborClient(sandbox)
        assert len(client.rows("Student")) == 3000
        assert len(client.rows("Student", page_size="9999")) == 3000
        assert len(client.read_all("Student", size=9999)) == len(sandbox.truth.roll + sandbox.truth.left) + 1
        client.close()


@pytest.mark.parametrize("arguments", ["page_size: 0", "page_num: -1", "page_size: -5"])
def test_pages_that_cannot_be(graph: ArborClient, arguments: str) -> None:
    body = graph.ask(f"{{ Student({arguments}) {{ id }} }}").json()
    assert body["data"] == {"Student": None}
    assert "page_size" in body["errors"][0]["message"]


def test_ids_are_taken_as_numbers_and_as_texts(graph: ArborClient) -> None:
    assert texts(graph.rows("Student", id="130")) == texts(graph.rows("Student", id='"130"')) == ["130"]
    assert texts(graph.rows("Student", id_in='[130, "131", 1]')) == ["130", "131"]
    assert texts(graph.rows("Student", id_in="[131, 130]")) == ["130", "131"]
    assert texts(graph.rows("Student", id_in="[]")) == []


def test_people_are_asked_for_by_id(graph: ArborClient, arbor: Sandbox) -> None:
    arbor.move(1)
    events = arbor.school.events(1)
    (left, *_), (gone,) = sorted(events.left), events.vanished
    there = arbor.truth.roll[0].id
    wanted = ", ".join(f'"{arbor.pupil_id(one)}"' for one in (left, gone, there))
    rows = graph.rows("Student", "id leavingDate", id_in=f"[{wanted}]", page_size="500", page_num="0")
    day = arbor.school.dates(1).isoformat()
    assert {row["id"]: row["leavingDate"] for row in rows} == {
        arbor.pupil_id(there): None,
        arbor.pupil_id(left): day,
    }
    assert graph.rows("Student", id_in=f"[{wanted}]", page_size="1", page_num="2") == []
    first, *_ = arbor.school.staff_left
    ids = f"[{arbor.staff_id(first.id)}, {arbor.staff_id(arbor.school.staff[0].id)}, 999999]"
    staff = graph.rows("Staff", "isActiveInSchool", id_in=ids)
    assert [row["isActiveInSchool"] for row in staff] == [False, True]


def test_faults_of_pages_spare_those_asked_for_by_id(graph: ArborClient, arbor: Sandbox) -> None:
    arbor.move(faults=["page-loop", "duplicate-row"])
    pages = [graph.rows("Student", id_in="[130, 131]", page_size="1", page_num=str(n)) for n in range(3)]
    assert [texts(page) for page in pages] == [["130"], ["131"], []]


@pytest.mark.parametrize(
    ("argument", "holds"),
    [
        ("dateOfBirth_before", lambda born, day: born < day),
        ("dateOfBirth_after", lambda born, day: born > day),
        ("dateOfBirth_before_or_equal", lambda born, day: born <= day),
        ("dateOfBirth_after_or_equal", lambda born, day: born >= day),
        ("dateOfBirth", lambda born, day: born == day),
    ],
)
def test_dates_are_compared(graph: ArborClient, argument: str, holds: object) -> None:
    rows = graph.rows("Student", "dateOfBirth")
    day = sorted(row["dateOfBirth"] for row in rows)[120]
    wanted = [row["id"] for row in rows if holds(row["dateOfBirth"], day)]  # type: ignore[operator]
    assert wanted
    for form in (day, f"{day} 00:00:00"):
        assert texts(graph.rows("Student", **{argument: f'"{form}"'})) == wanted


def test_filters_go_through_one_relation(graph: ArborClient) -> None:
    year = graph.rows("AcademicYear")[1]["id"]
    forms = graph.rows("RegistrationForm", academicYear__id=year)
    assert 0 < len(forms) < len(graph.rows("RegistrationForm"))
    one, other = texts(forms)[-2:]
    found = graph.rows("Student", "registrationForm { id }", registrationForm__id_in=f'["{one}", {other}]')
    assert {row["registrationForm"]["id"] for row in found} == {one, other}
    code = graph.rows("AcademicYear", "code")[1]["code"]
    assert graph.rows("AcademicLevel", academicYear__code=f'"{code}"') == graph.rows(
        "AcademicLevel", academicYear__id=year
    )
    body = graph.ask("{ AcademicUnitEnrolment(academicUnit__academicYear__id: 6) { id } }").json()
    assert "academicUnit__academicYear__id" in body["errors"][0]["message"]


def test_texts_flags_and_nulls_are_filtered(graph: ArborClient) -> None:
    (twice,) = graph.rows("EmailAddress", "emailAddressOwner { id }", emailAddressType='"Personal"')
    assert twice["emailAddressOwner"]["entityType"] == "Staff"
    gone = graph.rows("Staff", "leavingDate", isActiveInSchool="false")
    assert len(gone) == 3
    here = graph.rows("Student", "leavingDate", leavingDate="null")
    assert len(here) == 240
    assert not any(row["leavingDate"] for row in here)


def test_currently_enrolled(graph: ArborClient, arbor: Sandbox) -> None:
    enrolled = {arbor.pupil_id(pupil.id) for pupil in arbor.truth.roll}
    assert set(texts(graph.rows("Student", currentlyEnrolled="true"))) == enrolled
    others = (*arbor.truth.left, *arbor.truth.ahead)
    assert set(texts(graph.rows("Student", currentlyEnrolled="false"))) == {
        arbor.pupil_id(pupil.id) for pupil in others
    }


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("{ Student { nope } }", "nope"),
        ("{ Nobody { id } }", "Nobody"),
        ("{ Student(nope: 1) { id } }", "nope"),
        ("{ Student }", "subfields"),
        ('{ Student(page_size: "x") { id } }', "Int"),
    ],
)
def test_a_query_that_asks_for_what_there_is_not(graph: ArborClient, query: str, word: str) -> None:
    answer = graph.ask(query)
    assert answer.status_code == 200
    body = answer.json()
    assert "data" not in body
    assert word in body["errors"][0]["message"]
    assert body["errors"][0]["locations"]


@pytest.mark.parametrize("query", ["{ Student { id ", "", "students"])
def test_a_query_that_is_none(graph: ArborClient, query: str) -> None:
    answer = graph.ask(query)
    assert answer.status_code == 400
    assert "Syntax Error" in answer.json()["errors"][0]["message"]


def test_the_usual_rate_limit(graph: ArborClient, arbor: Sandbox) -> None:
    with stopped_clock(request_checks):
        assert all(graph.ask("{ __typename }").status_code == 200 for _ in range(500))
        answer = graph.ask("{ __typename }")
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "60"
    arbor.reset()
    assert graph.ask("{ __typename }").status_code == 200


def test_requests_are_noted(graph: ArborClient, arbor: Sandbox) -> None:
    graph.rows("Student")
    graph.http.get("/_sandbox")
    assert arbor.requests == [("POST", PATH)]


def test_the_scene_moves(graph: ArborClient, arbor: Sandbox) -> None:
    answer = graph.http.post("/_sandbox", json={"step": 1, "faults": ["nameless-row"]})
    assert answer.json() == {
        "step": 1,
        "faults": ["nameless-row"],
        "pupils": 240,
        "seed": 7,
        "requests": 0,
        "most_at_once": 0,
    }
    rows: list[Row] = graph.rows("Student", "displayName")
    assert sum(row["displayName"] is None for row in rows) == 1
    refused = graph.http.post("/_sandbox", json={"faults": ["token-expired"]})
    assert refused.status_code == 400
    assert "belongs to assembly" in refused.json()["error"]


def test_exactly_one_academic_year_holds_today(graph: ArborClient, arbor: Sandbox) -> None:
    for step in (0, 3, 6):
        arbor.move(step)
        years = graph.rows("AcademicYear", "startDate endDate code displayName")
        today = arbor.school.today
        inside = [
            date.fromisoformat(one["startDate"]) <= today <= date.fromisoformat(one["endDate"])
            for one in years
        ]
        assert inside == [False, True]
        assert [one["code"].replace("-", "/") for one in years] == [one["displayName"] for one in years]
