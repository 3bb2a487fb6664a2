"""Editing by hand from the command line."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from given_hub import rewrite

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import AccountType
from marktui.hub.model.school import Account
from marktui.hub.rules.field_input import EDITABLE
from marktui.store.store import HubStore
from marktui.sync.session import Session

from .result import Said
from .school import School, run_here

COORDINATOR = "t000001"


@pytest.fixture
def untied(school: School) -> School:
    """A school whose records have no link, so that nothing is locked."""
    school.run("disconnect", "--clear-mis-ids").ended(0)
    return school


def some(school: School, kind: str) -> dict[str, Any]:
    """A record of a kind that is not the Access Coordinator's."""
    return next(one for one in school.records(kind) if one["id"] != COORDINATOR)


def again(school: School, kind: str, record_id: str) -> dict[str, Any]:
    return next(one for one in school.records(kind) if one["id"] == record_id)


def on_disk(school: School) -> tuple[object, bytes]:
    """What every change would touch: the hub file and the history."""
    return school.hub_file, (school.folder / "history.jsonl").read_bytes()


def edit(school: School, *words: str) -> Said:
    return school.run("edit", *words)


def speak_for(school: School, teacher_id: str, account_type: AccountType) -> None:
    """Let the login stand for another teacher."""

    def change(hub: Hub) -> Hub:
        teacher = hub.teachers[teacher_id].with_(account_type=account_type)
        accounts = (Account(hub.accounts[0].login, teacher_id),)
        return hub.with_records([teacher]).with_(accounts=accounts)

    asyncio.run(rewrite(HubStore(school.folder), change))


def test_synced_teacher_gets_another_address_that_outlives_a_sync(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert "MIS email" not in school.run("list", "teachers").ended(0).out
    before = some(school, "teachers")
    said = edit(school, before["id"], "email=new@hub.example", "--json").ended(0)
    assert said.document == {"entry": said.document["entry"], "changed": [before["id"]], "unchanged": []}
    assert isinstance(said.document["entry"], int)
    (titles, *rows) = school.run("list", "teachers").ended(0).out.splitlines()
    assert titles.endswith("MIS email")
    assert [row.split()[0] for row in rows if row.endswith(before["mis_email"])] == [before["id"]]
    after = before | {"email": "new@hub.example"}
    assert again(school, "teachers", before["id"]) == after
    school.sync("teachers").ended(0)
    assert again(school, "teachers", before["id"]) == after


def test_text_names_the_record_and_its_fields(school: School) -> None:
    teacher = some(school, "teachers")["id"]
    said = edit(school, teacher, "email=new@hub.example", "account_type=teacher_admin").ended(0)
    assert (said.out, said.err) == (f"Changed {teacher}: email, account_type.\n", "")
    assert again(school, "teachers", teacher)["account_type"] == "teacher_admin"


def test_what_is_so_already_is_not_written(school: School) -> None:
    teacher = some(school, "teachers")
    words = (teacher["id"], f"email= {teacher['email']} ", f"account_type={teacher['account_type']}")
    before = on_disk(school)
    said = edit(school, *words, "--json").ended(0)
    assert said.document == {"entry": None, "changed": [], "unchanged": [teacher["id"]]}
    assert edit(school, *words).ended(0).out == "Nothing to change.\n"
    assert on_disk(school) == before


def test_dry_run_writes_nothing(school: School) -> None:
    teacher, before = some(school, "teachers")["id"], on_disk(school)
    said = edit(school, teacher, "email=new@hub.example", "--dry-run", "--json").ended(0)
    assert said.document == {"entry": None, "changed": [teacher], "unchanged": []}
    out = edit(school, teacher, "email=new@hub.example", "--dry-run").ended(0).out
    assert out == f"Dry run: nothing was changed. It would change {teacher}: email.\n"
    edit(school, teacher, "email=", "account_type=head", "--dry-run").ended(2)
    assert on_disk(school) == before


def test_records_without_link_are_open(untied: School) -> None:
    pupil, group = some(untied, "pupils"), some(untied, "classes")
    words = (
        "first_name=",
        "last_name=O’Hara [/b]",
        "date_of_birth=2015-02-28",
        "upn=",
        "class=",
        "year_group=",
    )
    edit(untied, pupil["id"], *words).ended(0)
    assert again(untied, "pupils", pupil["id"]) == pupil | {
        "first_name": "",
        "last_name": "O’Hara [/b]",
        "date_of_birth": "2015-02-28",
        "upn": None,
        "class": None,
        "year_group": None,
    }
    edit(untied, group["id"], "name=Bees", "description=a = b").ended(0)
    edit(untied, pupil["id"], "class=bees").ended(0)
    assert again(untied, "pupils", pupil["id"])["class"] == "Bees"
    assert again(untied, "classes", group["id"])["description"] == "a = b"


def test_one_bad_field_spoils_them_all(untied: School) -> None:
    pupil, before = some(untied, "pupils")["id"], on_disk(untied)
    said = edit(untied, pupil, "last_name=Ali", "date_of_birth=30.2.2015").ended(2)
    assert said.err.startswith("marktui: The date of birth is not a valid date.\n")
    assert (said.out, on_disk(untied)) == ("", before)


@pytest.mark.parametrize(
    ("kind", "word"), [("pupils", "last_name=Ali"), ("classes", "name=Z"), ("year-groups", "name=Z")]
)
def test_locked_field_says_why(school: School, kind: str, word: str) -> None:
    record, before = some(school, kind)["id"], on_disk(school)
    error = edit(school, record, word, "--json").ended(4).error
    assert error["kind"] == "locked_field"
    assert f"{word.partition('=')[0]} of {record} is locked. The MIS keeps this" in error["message"]
    assert f"marktui sync {kind}" in error["hint"]
    assert on_disk(school) == before


def test_access_coordinators_account_type_is_locked(school: School) -> None:
    said = edit(school, COORDINATOR, "account_type=teacher").ended(4)
    assert "There is exactly one Access Coordinator." in said.err
    assert "Only a nomination" in said.err
    edit(school, COORDINATOR, "email=robin@new.example").ended(0)


def test_nobody_is_made_access_coordinator(school: School) -> None:
    said = edit(school, some(school, "teachers")["id"], "account_type=access_coordinator").ended(2)
    assert "Only a nomination makes an Access Coordinator." in said.err


def test_unknown_id_and_unknown_field(school: School) -> None:
    assert edit(school, "p999999", "upn=", "--json").ended(2).error["kind"] == "unknown_id"
    error = edit(school, some(school, "pupils")["id"], "email=a@b", "--json").ended(2).error
    assert error["hint"].startswith(
        "There are: first_name, last_name, upn, date_of_birth, year_group, class."
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "There is nothing to edit."),
        (["email"], "Argument 1 after the id is not FIELD=VALUE."),
        (["email=a@b", "last_name=Van", "Dyke"], "Argument 3 after the id is not FIELD=VALUE."),
        (["=a@b"], "Argument 1 after the id is not FIELD=VALUE."),
        (["email=a@b", "email=a@b"], "The field 'email' is given twice."),
    ],
)
def test_words_that_are_no_fields(school: School, words: list[str], message: str) -> None:
    before = on_disk(school)
    said = edit(school, some(school, "teachers")["id"], *words).ended(2)
    assert said.err.startswith(f"marktui: {message}\n")
    assert "Dyke" not in said.everything
    assert on_disk(school) == before


def test_teacher_admin_edits_teachers_alone(school: School) -> None:
    admin, teacher = [one["id"] for one in school.records("teachers") if one["id"] != COORDINATOR][:2]
    pupil = some(school, "pupils")["id"]
    speak_for(school, admin, AccountType.TEACHER_ADMIN)
    edit(school, teacher, "email=new@hub.example").ended(0)
    refused = [(teacher, "account_type=teacher_admin"), (admin, "email=b@c"), (COORDINATOR, "email=b@c")]
    for record, word in [*refused, (pupil, "last_name=Ali")]:
        said = edit(school, record, word).ended(4)
        assert said.err.startswith("marktui: Only the Access Coordinator (Robin Marlow) may ")


def test_teacher_edits_nobody(school: School) -> None:
    teacher = some(school, "teachers")["id"]
    speak_for(school, teacher, AccountType.TEACHER)
    for record in (teacher, "p999999"):
        said = edit(school, record, "email=new@hub.example", "--json").ended(4)
        assert said.error["kind"] == "not_allowed"
        assert said.error["message"].endswith("or a Teacher Admin may edit records.")


def test_another_login_edits_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    session = Session(folder, "somebody-else")
    asyncio.run(session.create(school="Ashgrove", coordinator="Robin Marlow", email="robin@hub.example"))
    said = run_here("--hub", str(folder), "edit", COORDINATOR, "email=a@b").ended(4)
    assert "no account in this hub" in said.err


def test_help_names_every_field() -> None:
    out = run_here("edit", "--help").ended(0).out
    assert [word for fields in EDITABLE.values() for word in fields if word not in out] == []
