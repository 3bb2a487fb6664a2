"""Purging who is due, and those who come back while their deletion is pending."""

import shlex

import pytest

from marktui.hub.model.record import Access, Pupil, Status

from .leavers import be_due, let_some_leave, people_of
from .school import School, run_here

WITHOUT, PENDING = Access.WITHOUT_ACCESS, Access.PENDING_DELETION


@pytest.fixture
def comes_back(school: School) -> Pupil:
    """The pupil who leaves at step 1 and is on roll again at step 2."""
    return let_some_leave(school)


@pytest.fixture
def pending(school: School, comes_back: Pupil) -> School:
    """A school where the one who will come back is pending deletion."""
    for verb in ("revoke", "delete"):
        school.run("leavers", verb, comes_back.id).ended(0)
    return school


class TestComingBack:
    def test_the_sync_tells_and_offers_to_cancel(self, pending: School, comes_back: Pupil) -> None:
        before = people_of(pending)[comes_back.id]
        pending.sandbox.move(2)
        said = pending.sync("pupils").ended(0)
        assert "1 pupil pending deletion, though still in the MIS." in said.err
        offer = f"To cancel the deletion: marktui leavers cancel {comes_back.id} --hub {pending.folder}"
        assert offer in said.out.splitlines()
        now = people_of(pending)[comes_back.id]
        assert (now.status, now.access, now.deleting_on) == (Status.SYNCED, PENDING, before.deleting_on)
        assert comes_back.id not in {one["id"] for one in pending.leavers().values()}
        run_here(*shlex.split(offer.partition("marktui ")[2])).ended(0)
        now = people_of(pending)[comes_back.id]
        assert (now.access, now.deleting_on, now.status) == (WITHOUT, None, Status.SYNCED)

    def test_a_dry_run_tells_too(self, pending: School, comes_back: Pupil) -> None:
        pending.sandbox.move(2)
        said = pending.sync("pupils", "--dry-run", "--json").ended(0)
        assert said.document["pupils"]["returned"] == 1
        assert f"marktui leavers cancel {comes_back.id}" in said.err

    def test_a_sync_without_such_people_offers_nothing(self, pending: School) -> None:
        said = pending.sync("pupils").ended(0)
        assert "leavers cancel" not in said.everything
        assert "pending deletion" not in said.everything

    def test_every_later_sync_says_so(self, pending: School, comes_back: Pupil) -> None:
        pending.sandbox.move(2)
        pending.sync("pupils").ended(0)
        said = pending.sync("pupils").ended(0)
        assert "pending deletion, though still in the MIS" in said.err
        assert f"leavers cancel {comes_back.id}" in said.out

    def test_a_purge_leaves_them_out(self, pending: School, comes_back: Pupil) -> None:
        pending.sandbox.move(2)
        pending.sync("pupils").ended(0)
        be_due(pending, comes_back.id)
        before = pending.files
        for words in ((), ("--yes",)):
            said = pending.run("leavers", "purge", *words).ended(0)
            assert "1 person is back in the MIS and left out" in said.out
            assert f"marktui leavers cancel {comes_back.id} --hub" in said.out
        document = pending.run("leavers", "purge", "--yes", "--json").ended(0).document
        assert document == {
            "entry": None,
            "changed": [],
            "unchanged": [comes_back.id],
            "due": [comes_back.id],
        }
        assert pending.files == before

    def test_a_purge_takes_them_on_purpose(self, pending: School, comes_back: Pupil) -> None:
        pending.sandbox.move(2)
        pending.sync("pupils").ended(0)
        be_due(pending, comes_back.id)
        said = pending.run("leavers", "purge", "--still-in-mis").ended(0)
        assert "marktui leavers purge --yes --still-in-mis --hub" in said.out
        document = pending.run("leavers", "purge", "--still-in-mis", "--yes", "--json").ended(0).document
        assert document["changed"] == [comes_back.id]
        assert comes_back.id not in people_of(pending)


class TestPurging:
    def some_due(self, school: School, number: int, skip: int = 0) -> list[str]:
        ids = [one["id"] for one in school.leavers().values()][skip : skip + number]
        for verb in ("revoke", "delete"):
            school.run("leavers", verb, *ids).ended(0)
        be_due(school, *ids)
        return ids

    def test_nobody_is_due(self, pending: School) -> None:
        before = pending.files
        for words in ((), ("--yes",), ("--still-in-mis",)):
            assert pending.run("leavers", "purge", *words).ended(0).out == "No deletion is due.\n"
        document = pending.run("leavers", "purge", "--yes", "--json").ended(0).document
        assert document == {"entry": None, "changed": [], "unchanged": [], "due": []}
        assert pending.files == before

    def test_without_yes_it_shows_who(self, school: School, comes_back: Pupil) -> None:
        ids = self.some_due(school, 3)
        people, before = people_of(school), school.files
        said = school.run("leavers", "purge").ended(0)
        assert all(one in said.out and people[one].last_name in said.out for one in ids)
        assert said.out.splitlines()[-1] == (
            f"To erase 3 people for good: marktui leavers purge --yes --hub {school.folder}"
        )
        document = school.run("leavers", "purge", "--json").ended(0).document
        assert document["entry"] is None
        assert document["changed"] == []
        assert sorted(document["unchanged"]) == sorted(document["due"]) == sorted(ids)
        assert school.files == before

    def test_yes_erases_all_who_are_due(self, school: School, comes_back: Pupil) -> None:
        ids = self.some_due(school, 3)
        upns = [one.upn for one in self.pupils(school, ids)]
        said = school.run("leavers", "purge", "--yes").ended(0)
        number = people_number(school)
        assert said.out == f"Entry {number}: 3 people are erased from hub, history and backups for good.\n"
        content = b"".join(school.files.values())
        assert not [word for word in (*ids, *upns) if str(word).encode() in content]
        assert school.run("leavers", "purge").ended(0).out == "No deletion is due.\n"
        school.run("doctor").ended(0)
        assert "purge" in school.run("history").ended(0).out
        assert "Entry" in school.run("undo", str(number)).ended(2).err

    def test_status_tells_how_many_are_due(self, school: School, comes_back: Pupil) -> None:
        assert "due" not in school.run("status").ended(0).out
        self.some_due(school, 1)
        line = f"1 pending deletion is due: marktui leavers purge --hub {school.folder}"
        assert line in school.run("status").ended(0).out.splitlines()
        self.some_due(school, 3, skip=1)
        assert "4 pending deletions are due: marktui leavers purge" in school.run("status").ended(0).out
        assert school.status()["waiting"].keys() == {
            "may_match",
            "clash",
            "leavers",
            "held",
            "resync_pupils",
        }

    def pupils(self, school: School, ids: list[str]) -> list[Pupil]:
        people = people_of(school)
        return [one for one in map(people.__getitem__, ids) if isinstance(one, Pupil)]


class TestInTheHistoryOnly:
    """An undo or a restore took them out of the hub, and no MIS row stands for them."""

    def added(self, school: School, last_name: str) -> str:
        given = (f"last_name={last_name}", "date_of_birth=2017-03-02")
        (one,) = school.run("add", "pupil", *given, "--json").ended(0).document["changed"]
        return str(one)

    def taken_out(self, school: School) -> tuple[str, str]:
        """Undo a run and a pupil added by hand, and lose another one by a restore; gives the last two."""
        school.sandbox.move(1)
        school.sync("pupils").ended(0)
        school.run("undo").ended(0)
        undone = self.added(school, "Quagmire")
        school.run("undo").ended(0)
        lost = self.added(school, "Vanbrugh")
        school.run("restore", school.run("restore", "--json").ended(0).document[0]["name"]).ended(0)
        assert {undone, lost}.isdisjoint(people_of(school))
        return undone, lost

    def test_they_are_listed(self, school: School) -> None:
        assert (
            school.run("leavers", "purge", "--removed").ended(0).out
            == "No removed people are left in the history.\n"
        )
        taken_out = self.taken_out(school)
        said = school.run("leavers", "purge").ended(0)
        command = f"marktui leavers purge --removed --hub {school.folder}"
        hint = f"Only left in the history: 33 people. To see who: {command}"
        assert said.out.splitlines() == ["No deletion is due.", hint]
        # Those of the undone run are in the MIS still: once they are had again, they are nobody's remains.
        school.sync("pupils").ended(0)
        before = school.files
        said = school.run("leavers", "purge", "--removed").ended(0)
        assert [line.split()[0] for line in said.out.splitlines()[1:-2]] == [*taken_out]
        assert f"marktui leavers purge --removed --yes --hub {school.folder}" in said.out
        somebody = next(iter(people_of(school)))
        for words in (("--removed", "--yes", *taken_out, somebody), ("--yes", somebody), ("--removed", "p0")):
            school.run("leavers", "purge", *words).ended(2)
        assert school.files == before
        unknown = school.run("leavers", "purge", "--removed", "p0").ended(2).err
        assert "'p0' is not among those who are only left in the history." in unknown

    def test_they_are_erased_one_by_one_or_all(self, school: School) -> None:
        undone, lost = self.taken_out(school)
        school.sync("pupils").ended(0)
        run = people_number(school)
        school.run("leavers", "purge", "--removed", "--yes", undone).ended(0)
        told = b"".join(school.files.values())
        assert [word in told for word in (b"Quagmire", undone.encode(), b"Vanbrugh")] == [False, False, True]
        document = school.run("leavers", "purge", "--removed", "--yes", "--json").ended(0).document
        number = people_number(school)
        assert document == {"entry": number, "changed": [lost], "unchanged": [], "removed": [lost]}
        told = b"".join(school.files.values())
        assert [word in told for word in (b"Vanbrugh", lost.encode())] == [False, False]
        newest = school.run("history", "--json").ended(0).document[0]
        assert (newest["what"], newest["kinds"], newest["erased"]) == ("purge", ["pupil"], 1)
        school.run("doctor").ended(0)
        school.run("undo", str(run)).ended(0)


def people_number(school: School) -> int | None:
    """The number of the newest entry."""
    number: int | None = school.run("history", "--json").ended(0).document[0]["number"]
    return number
