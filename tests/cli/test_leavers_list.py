"""The list of leavers on paper, those of the last run, and why classes look too big."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from marktui.hub.model.record import Access, AccountType, Desync, Kept, Link, Pupil, Reason, Teacher
from marktui.hub.model.time import day_words

from .leavers import hub_of, ids_of, people_of, put
from .school import School

TODAY = date.today()  # noqa: DTZ011 - the technician's own day is meant
WIDTH = 80


@pytest.fixture
def left(school: School) -> School:
    """A school of whose pupils 13 have left."""
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    return school


def a_leaver(number: int, since: date, reason: Reason, **fields: object) -> Pupil:
    desync = Desync(since, reason, since if reason is Reason.LEFT else None)
    link = Link("assembly", f"old{number}")
    one = Pupil(id=f"p{number:06d}", first_name="Ada", last_name=f"Quill{number}", link=link, desync=desync)
    return one.with_(**fields)


def summary(school: School, *words: str) -> list[str]:
    said = school.run("leavers", "--summary", *words).ended(0)
    assert said.err == ""
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= WIDTH
    return lines


class TestSummary:
    def test_by_year_of_leaving_and_reason_with_counts(self, school: School) -> None:
        put(
            school,
            [
                a_leaver(901, date(2021, 7, 20), Reason.LEFT),
                a_leaver(902, date(2021, 8, 1), Reason.LEFT, access=Access.WITHOUT_ACCESS),
                a_leaver(903, date(2021, 7, 21), Reason.GONE),
                a_leaver(904, date(2023, 7, 20), Reason.OUT_OF_RANGE),
                a_leaver(905, date(2023, 1, 9), Reason.LEFT).with_(
                    desync=Desync(date(2023, 1, 9), Reason.LEFT, date(2022, 12, 20))
                ),
            ],
        )
        lines = summary(school)
        assert lines[:2] == [f"Ashgrove: leavers on {day_words(TODAY)}", "5 in all, 4 to decide about"]
        headings = [after for before, after in pairwise(lines) if before == ""]
        assert headings == [
            "2023, in a year group that is not set up: 1",
            "2022, left: 1",
            "2021, left: 2",
            "2021, no longer in the MIS: 1",
        ]
        days = {"left on", "de-synced on"}
        assert [day for line in lines for day in days if f" {day} " in line] == [
            "de-synced on",
            "left on",
            "left on",
            "de-synced on",
        ]
        at = lines.index("2021, left: 2")
        assert [line.split()[:3] for line in lines[at + 2 : at + 4]] == [
            ["p000901", "Ada", "Quill901"],
            ["p000902", "Ada", "Quill902"],
        ]
        assert lines[at + 2].endswith("20 Jul 2021  to decide")
        assert lines[at + 3].endswith("1 Aug 2021   without access")

    def test_names_last_class_and_decision(self, left: School) -> None:
        ids, day = ids_of(left), TODAY + timedelta(days=30)
        left.run("leavers", "keep", ids[0], "--review", day.isoformat()).ended(0)
        left.run("leavers", "keep", ids[1]).ended(0)
        left.run("leavers", "revoke", ids[2], ids[3]).ended(0)
        left.run("leavers", "delete", ids[3]).ended(0)
        people, hub = people_of(left), hub_of(left)
        rows = {line.split()[0]: line for line in summary(left) if line.startswith("  p")}
        assert rows.keys() == set(ids)
        decided = [f"kept to {day_words(day)}", "kept", "without access"]
        decided += [f"deletion {day_words(people[ids[3]].deleting_on)}", "to decide"]
        for one, words in zip(ids, decided, strict=False):
            person = people[one]
            assert isinstance(person, Pupil)
            assert rows[one].endswith(f"  {words}")
            assert f" {hub.class_name(person)} " in rows[one]
            assert person.last_name in rows[one]

    def test_long_names_and_staff_fit(self, school: School) -> None:
        put(
            school,
            [
                a_leaver(901, TODAY, Reason.LEFT, last_name="Quill-" * 12, access=Access.PENDING_DELETION)
                .with_(deleting_on=TODAY),
                Teacher(
                    id="t000902", first_name="Tariq", last_name="Bell", account_type=AccountType.TEACHER,
                    link=Link("assembly", "old"), desync=Desync(TODAY, Reason.LEFT, TODAY),
                ),
            ],
        )  # fmt: skip
        lines = summary(school)
        assert any("Ada Quill-Quill-Quill-..." in line for line in lines)
        assert any("Tariq Bell" in line and " staff " in line for line in lines)

    def test_of_nobody(self, school: School) -> None:
        assert summary(school) == [f"Ashgrove: leavers on {day_words(TODAY)}", "0 in all, 0 to decide about"]

    def test_and_a_document_are_two_answers(self, school: School) -> None:
        assert school.run("leavers", "--summary", "--json").ended(2).error["kind"] == "usage"


class TestNew:
    def new(self, school: School) -> set[str]:
        return {one["id"] for one in school.run("leavers", "--new", "--json").ended(0).document}

    def test_those_of_the_last_run(self, left: School) -> None:
        first = set(ids_of(left))
        put(left, [a_leaver(901, date(2021, 7, 20), Reason.LEFT)])
        assert self.new(left) == first
        left.sandbox.move(2)
        left.sync("pupils").ended(0)
        assert self.new(left) == set()
        assert left.run("leavers", "--new").ended(0).out.count("\n") == 1

    def test_a_run_of_another_kind_and_a_decision_change_nothing(self, left: School) -> None:
        first = self.new(left)
        left.run("leavers", "revoke", *ids_of(left)[:2]).ended(0)
        left.sync("classes").ended(0)
        assert self.new(left) == first != set()

    def test_who_is_taken_back_is_new_no_more(self, left: School) -> None:
        left.run("undo").ended(0)
        assert self.new(left) == set()

    def test_goes_with_the_summary_and_the_file(self, left: School) -> None:
        put(left, [a_leaver(901, date(2021, 7, 20), Reason.LEFT)])
        assert "13 in all" in summary(left, "--new")[1]
        path = left.folder.parent / "new.csv"
        left.run("leavers", "--new", "--csv", str(path)).ended(0)
        assert "Quill901" not in path.read_text()
        assert "Quill901" in left.run("leavers").ended(0).out


class TestTheListInWords:
    def test_shows_the_decision(self, left: School) -> None:
        ids = ids_of(left)
        left.run("leavers", "keep", ids[0]).ended(0)
        left.run("leavers", "revoke", ids[1]).ended(0)
        lines = left.run("leavers").ended(0).out.splitlines()
        assert lines[0].split()[-2:] == ["on", "decision"]
        assert lines[1].endswith("  kept")
        assert lines[2].endswith("  without access")
        assert lines[3].endswith("  to decide")
        assert len(lines) == 14


class TestClassSizes:
    def test_with_and_without_leavers(self, left: School) -> None:
        lines = left.run("list", "classes").ended(0).out.splitlines()
        assert "pupils  leavers  without leavers" in lines[0]
        documents = left.records("classes")
        assert sum(one["leavers"] for one in documents) == 13
        pupils = left.records("pupils")
        for one, line in zip(documents, lines[1:], strict=True):
            members = [pupil for pupil in pupils if pupil["class"] == one["name"]]
            here = sum(pupil["status"] != "desynced" for pupil in members)
            assert (one["pupils"], one["pupils"] - one["leavers"]) == (len(members), here)
            assert line.split()[-4:-1] == [str(len(members)), str(len(members) - here), str(here)]

    def test_status_says_how_many_in_classes_are_leavers(self, left: School) -> None:
        total = sum(one["pupils"] for one in left.records("classes"))
        line = f"13 of the {total} pupils in classes have left: marktui list classes --hub {left.folder}"
        assert line in left.run("status").ended(0).out.splitlines()

    def test_status_says_nothing_where_nobody_has_left(self, school: School) -> None:
        assert "leaver" not in school.run("status").ended(0).out


class TestStatusCountsWhoAwaitsADecision:
    def waiting(self, school: School) -> int:
        number: int = school.status()["waiting"]["leavers"]
        return number

    def test_decided_ones_do_not_wait_and_stay_in_the_list(self, left: School) -> None:
        ids = ids_of(left)
        assert self.waiting(left) == 13
        left.run("leavers", "keep", *ids[:4]).ended(0)
        left.run("leavers", "revoke", *ids[4:8]).ended(0)
        left.run("leavers", "delete", *ids[6:8]).ended(0)
        assert self.waiting(left) == 5
        assert ids_of(left) == ids
        left.run("leavers", "cancel", ids[7]).ended(0)
        assert self.waiting(left) == 5
        left.run("leavers", "grant", ids[7]).ended(0)
        assert self.waiting(left) == 6
        said = left.run("status").ended(0).out
        assert f"6 leavers to review: marktui leavers --hub {left.folder}" in said

    def test_who_is_kept_comes_up_again_on_the_day(self, left: School) -> None:
        ids = ids_of(left)
        kept = {"with": Kept(TODAY, None, TODAY + timedelta(days=1)), "due": Kept(TODAY, "why", TODAY)}
        people = people_of(left)
        put(left, [people[one].with_(kept=how) for one, how in zip(ids, kept.values(), strict=False)])
        assert self.waiting(left) == 12

    def test_one_is_told_as_one(self, left: School) -> None:
        left.run("leavers", "revoke", *ids_of(left)[1:]).ended(0)
        assert "1 leaver to review: " in left.run("status").ended(0).out
