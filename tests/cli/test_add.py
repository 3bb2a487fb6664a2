"""Adding by hand, and the list of remembered choices, from the command line."""

import asyncio

import pytest
from given_hub import rewrite

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import AccountType
from marktui.hub.model.school import Account, Choices, TickChoice
from marktui.store.store import HubStore

from .school import School

PUPIL = ("first_name=Zadie", "last_name=Quillon", "date_of_birth=2017-03-02")
TEACHER = ("first_name=Ada", "last_name=Byron", "email=ada@hub.example")


def change_hub(school: School, *, choices: Choices | None = None, admin: str = "") -> None:
    """Write choices into the hub, or let the login stand for another teacher as a Teacher Admin."""

    def change(hub: Hub) -> Hub:
        after = hub.with_(choices=choices or hub.choices)
        if admin:
            teacher = hub.teachers[admin].with_(account_type=AccountType.TEACHER_ADMIN)
            after = after.with_records([teacher]).with_(accounts=(Account(hub.accounts[0].login, admin),))
        return after

    asyncio.run(rewrite(HubStore(school.folder), change))


def test_pupil_is_added_listed_and_taken_back(school: School) -> None:
    before = school.records("pupils")
    where = (f"year_group={before[0]['year_group']}", f"class={before[0]['class']}")
    said = school.run("add", "pupil", *PUPIL, *where).ended(0)
    (new,) = [one for one in school.records("pupils") if one not in before]
    assert said.out.splitlines()[0].endswith(f"added the pupil {new['id']}.")
    assert (new["last_name"], new["class"], new["status"]) == ("Quillon", before[0]["class"], "not_linked")
    assert new["access"] == "with_access"
    school.run("undo", "--yes").ended(0)
    assert school.records("pupils") == before


def test_added_teacher_outlives_a_sync_that_does_not_know_them(school: School) -> None:
    said = school.run("add", "teacher", *TEACHER, "--json").ended(0).document
    assert said.keys() == {"entry", "changed", "unchanged"}
    school.sync("teachers").ended(0)
    found = [one for one in school.records("teachers") if one["id"] == said["changed"][0]]
    assert [(one["email"], one["status"]) for one in found] == [("ada@hub.example", "not_linked")]
    school.run("doctor").ended(0)


def test_dry_run_adds_nobody(school: School) -> None:
    before = school.hub_file
    said = school.run("add", "teacher", *TEACHER, "--dry-run").ended(0)
    assert said.out.startswith("Dry run: nothing was changed. It would add the teacher t")
    assert school.hub_file == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("pupil", "first_name=Zadie"), "A pupil needs a date of birth."),
        (
            ("teacher", "email=robin@hub.example", "last_name=Q"),
            "The teacher t000001 has that email already.",
        ),
        (("pupil",), "There is nothing to add."),
        (("pupil", *PUPIL, "Van"), "Argument 4 after the kind is not FIELD=VALUE."),
        (("class", "name=a", "name=b"), "The field 'name' is given twice."),
    ],
)
def test_bad_words_are_refused_and_not_repeated(school: School, words: tuple[str, ...], message: str) -> None:
    before = school.hub_file
    said = school.run("add", *words).ended(2)
    assert said.err.startswith(f"marktui: {message}\n")
    assert "Zadie" not in said.everything
    assert school.hub_file == before


def test_year_group_that_was_added_takes_the_link_and_the_name_of_the_mis(school: School) -> None:
    said = school.run("add", "year-group", "code=n2", "name=Ducklings").ended(0)
    new = school.records("year-groups")[0]
    assert said.out.splitlines()[0].endswith(f"added the year group {new['id']}.")
    assert (new["code"], new["name"], new["status"]) == ("N2", "Ducklings", "not_linked")
    school.run("edit", new["id"], "name=Goslings").ended(0)
    school.sync("pupils").ended(0)
    assert any(one["year_group"] == "N2" for one in school.records("pupils", "--status", "synced"))
    school.sync("year-groups").ended(0)
    (after,) = [one for one in school.records("year-groups") if one["id"] == new["id"]]
    assert (after["name"], after["status"]) == ("Nursery 2", "synced")
    school.run("edit", new["id"], "name=Goslings").ended(4)
    school.run("add", "year-group", "name=Year 12").ended(2)


def test_teacher_admin_adds_people_but_no_class(school: School) -> None:
    admin = next(one["id"] for one in school.records("teachers") if one["id"] != "t000001")
    change_hub(school, admin=admin)
    school.run("add", "pupil", *PUPIL).ended(0)
    said = school.run("add", "class", "name=Bees", "--json").ended(4)
    assert said.error["kind"] == "not_allowed"


def test_choices_are_listed_and_forgotten_by_number(school: School) -> None:
    assert school.run("choices").ended(0).out == "No choices are remembered.\n"
    assert school.run("choices", "--json").ended(0).document == []
    group = next(one for one in school.records("classes"))
    ticks = (
        TickChoice(Kind.CLASS, "assembly", group["mis_id"], ticked=False, word=group["name"].casefold()),
        TickChoice(Kind.PUPIL, "assembly", "999999", ticked=False),
    )
    change_hub(school, choices=Choices(ticks=ticks))
    (first, second) = school.run("choices", "--json").ended(0).document
    assert first == {
        "number": 1,
        "kind": "class",
        "connector": "assembly",
        "mis_id": group["mis_id"],
        "record_id": None,
        "name": group["name"],
        "words": "Not set up: un-ticked by hand.",
    }
    assert (second["number"], second["name"]) == (2, None)
    out = school.run("choices").ended(0).out
    assert "Not imported: un-ticked by hand." in out
    assert "marktui choices forget NUMBER" in out
    assert school.run("choices", "forget", "2", "--json").ended(0).document == {"forgotten": 1}
    assert [one["mis_id"] for one in school.run("choices", "--json").document] == [group["mis_id"]]
    assert school.run("choices", "forget", "1").ended(0).out == "1 choice was forgotten.\n"
    (entry, *_) = school.run("history", "--json").ended(0).document
    assert (entry["what"], entry["number"], entry["kinds"]) == ("edit", None, ["class"])
    school.run("doctor").ended(0)


def test_unknown_number_forgets_nothing(school: School) -> None:
    change_hub(school, choices=Choices(ticks=(TickChoice(Kind.PUPIL, "assembly", "999999", ticked=False),)))
    error = school.run("choices", "forget", "1", "2", "--json").ended(2).error
    assert error["message"] == "There is no choice 2."
    assert len(school.run("choices", "--json").ended(0).document) == 1


def test_only_the_coordinator_says_who_is_the_same(school: School) -> None:
    admin, other, *_ = (one["id"] for one in school.records("teachers") if one["id"] != "t000001")
    change_hub(school, admin=admin)
    for verb in ("match", "unmatch"):
        school.run(verb, "999999", other).ended(4)
    assert school.run("choices", "--json").ended(0).document == []


def test_only_the_coordinator_forgets(school: School) -> None:
    admin = next(one["id"] for one in school.records("teachers") if one["id"] != "t000001")
    ticks = (TickChoice(Kind.PUPIL, "assembly", "999999", ticked=False),)
    change_hub(school, admin=admin, choices=Choices(ticks=ticks))
    assert (
        "may choose or forget what every sync remembers" in school.run("choices", "forget", "1").ended(4).err
    )
    assert len(school.run("choices", "--json").ended(0).document) == 1
