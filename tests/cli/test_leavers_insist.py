"""Revoking or deleting somebody who is still in the MIS needs `--still-in-mis`, else nobody is changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from marktui.hub.model.record import Access, Person

from .leavers import ids_of, people_of, put
from .school import School

People = dict[str, Person]
COORDINATOR = "t000001"


def synced(people: People, kind: str) -> list[str]:
    """The ids of people of a kind who are in the MIS, but for the Access Coordinator."""
    return [one for one, person in people.items() if person.is_synced and person.kind.value == kind]


def as_csv(left: School, tmp_path: Path, people: People) -> list[str]:
    """A list with leavers and somebody who is at the school."""
    rows = [(one, people[one].label) for one in (*ids_of(left)[:2], synced(people, "pupil")[3])]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(["id;name", *(f"{one};{name}" for one, name in rows)]), "utf-8")
    return ["--from", str(path)]


def returned(left: School, tmp_path: Path, people: People) -> list[str]:
    """The list of the leavers, of whom one is back at the school."""
    path = tmp_path / "list.csv"
    left.run("leavers", "--csv", str(path)).ended(0)
    left.sandbox.move(2)
    left.sync("pupils").ended(0)
    return ["--from", str(path)]


NAMED: dict[str, Callable[[School, Path, People], list[str]]] = {
    "a pupil": lambda left, tmp_path, people: synced(people, "pupil")[:1],
    "a teacher": lambda left, tmp_path, people: synced(people, "teacher")[:1],
    "a pupil among leavers": lambda left, tmp_path, people: [*ids_of(left)[:3], synced(people, "pupil")[1]],
    "pupils and teachers": lambda left, tmp_path, people: [
        *synced(people, "pupil")[4:7], *synced(people, "teacher")[2:4]
    ],
    "one twice": lambda left, tmp_path, people: synced(people, "pupil")[:1] * 2,
    "a list with somebody at the school": as_csv,
    "a list from before somebody came back": returned,
}  # fmt: skip


@pytest.mark.parametrize("verb", ["revoke", "delete"])
@pytest.mark.parametrize("name_them", NAMED.values(), ids=NAMED)
def test_who_is_still_in_the_mis_is_named_and_nobody_is_changed(
    left_in_either: School,
    tmp_path: Path,
    name_them: Callable[[School, Path, People], list[str]],
    verb: str,
) -> None:
    left = left_in_either
    words = name_them(left, tmp_path, people_of(left))
    if verb == "delete":
        others = [one for one in people_of(left).values() if one.id != COORDINATOR]
        put(left, [one.with_(access=Access.WITHOUT_ACCESS) for one in others])
    before, people = left.files, people_of(left)
    for more in ((), ("--dry-run",)):
        said = left.run("leavers", verb, *words, *more, "--json").ended(2)
        assert said.error["kind"] == "unfit"
        assert "--still-in-mis" in said.error["hint"]
    text = left.run("leavers", verb, *words).ended(2).err
    present = [one for one in people.values() if one.id in said.error["message"]]
    assert present
    assert all(one.is_synced and f"{one.id} ({one.label})" in text for one in present)
    assert "still in the MIS." in text
    assert left.files == before
    done = left.run("leavers", verb, *words, "--still-in-mis", "--json").ended(0).document
    assert {one.id for one in present} <= set(done["changed"])


def test_who_is_without_access_already_needs_no_insistence(left_in_either: School) -> None:
    left = left_in_either
    one = synced(people_of(left), "pupil")[0]
    put(left, [people_of(left)[one].with_(access=Access.WITHOUT_ACCESS)])
    assert left.run("leavers", "revoke", one).ended(0).out == "No change for 1 person.\n"


@pytest.mark.parametrize("verb", ["keep", "grant", "cancel"])
def test_other_verbs_know_no_such_option(left_in_either: School, verb: str) -> None:
    one = ids_of(left_in_either)[0]
    said = left_in_either.run("leavers", verb, one, "--still-in-mis").ended(2)
    assert "No such option" in said.err
