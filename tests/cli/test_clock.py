"""A clock that is wrong for a while: order comes from numbers, it is told, nothing is lost, and it heals."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, ClassVar

import pytest

from marktui.hub.leavers.decisions import months_later
from marktui.hub.leavers.waiting import awaits_review
from marktui.hub.model.time import day_words
from marktui.sync import session

from .leavers import be_due, ids_of, let_some_leave, people_of
from .school import School

MOVED = Path(__file__).with_name("moved_clock")
YEAR = timedelta(days=365)
TO_1970 = datetime(1970, 1, 1, 0, 30, tzinfo=UTC) - datetime.now(UTC)


def in_days(by: timedelta) -> str:
    """The name of a case, the same for two workers that begin to run the tests at two moments."""
    return "to 1970" if by == TO_1970 else f"{by.days} days {by.seconds // 60} min"


SAID = "The clock of this machine says"


class Clock(datetime):
    """The clock of this process, which can be wrong."""

    by: ClassVar[timedelta] = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """The moment that this machine believes it is."""
        return datetime.now(tz) + cls.by


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(session, "datetime", Clock)
    monkeypatch.setattr(Clock, "by", timedelta())
    return Clock


def today() -> date:
    return datetime.now(UTC).astimezone().date()


def decide(school: School, verb: str, *ids: str) -> Any:
    return school.run("leavers", verb, *ids, "--json").ended(0).document


def numbers(school: School) -> list[int]:
    entries = school.run("history", "--json").ended(0).document
    return [one["number"] for one in entries if one["number"]]


@pytest.mark.parametrize("by", [YEAR, 10 * YEAR, timedelta(days=2), timedelta(hours=1)], ids=in_days)
def test_decisions_after_one_run_with_the_clock_ahead_count(
    school: School, clock: type[Clock], by: timedelta
) -> None:
    clock.by = by
    let_some_leave(school)
    clock.by = timedelta()
    assert SAID in school.status()["clock"]
    assert SAID in school.run("status").ended(0).out
    one, two, *_ = ids_of(school)
    waiting = school.status()["waiting"]["leavers"]
    said = school.run("leavers", "keep", one).ended(0)
    assert said.err.count(SAID) == 1
    assert school.status()["waiting"]["leavers"] == waiting - 1
    decide(school, "revoke", two)
    decide(school, "delete", two)
    assert people_of(school)[two].deleting_on == months_later(today())
    assert "clock" not in school.status()
    assert numbers(school) == sorted(numbers(school), reverse=True)
    said = school.run("undo").ended(0)
    assert "undid entry 5" in said.out
    assert SAID not in said.err
    assert people_of(school)[two].deleting_on is None
    school.run("doctor").ended(0)


@pytest.mark.parametrize("by", [YEAR, -YEAR, TO_1970, timedelta(days=-2), 30 * YEAR], ids=in_days)
def test_doctor_finds_no_damage(school: School, clock: type[Clock], by: timedelta) -> None:
    if by > timedelta():
        clock.by = by
    let_some_leave(school)
    clock.by = by
    decide(school, "revoke", ids_of(school)[0])
    school.run("doctor").ended(0)
    clock.by = timedelta()
    said = school.run("doctor", "--json").ended(0)
    told = [one["sentence"] for one in said.document["findings"] if not one["grave"]]
    assert any(SAID in one for one in told) == (by > timedelta())


@pytest.mark.parametrize("by", [TO_1970, -YEAR, -20 * YEAR, timedelta(days=-2)], ids=in_days)
def test_a_deletion_decided_while_the_clock_is_behind_is_not_due_too_early(
    school: School, clock: type[Clock], by: timedelta
) -> None:
    let_some_leave(school)
    (one, *_) = ids_of(school)
    clock.by = by
    said = school.run("leavers", "revoke", one).ended(0)
    assert SAID in said.err
    out = school.run("leavers", "delete", one).ended(0).out
    assert day_words(months_later(today())) in out
    assert SAID in school.status()["clock"]
    clock.by = timedelta()
    assert people_of(school)[one].deleting_on == months_later(today())
    assert school.run("leavers", "purge", "--yes", "--json").ended(0).document["due"] == []
    assert "clock" not in school.status()


@pytest.mark.parametrize(
    "by", [YEAR, 2 * YEAR, timedelta(days=200), timedelta(days=100), 9 * YEAR], ids=in_days
)
def test_a_clock_far_ahead_is_told_before_a_purge(school: School, clock: type[Clock], by: timedelta) -> None:
    let_some_leave(school)
    (one, *_) = ids_of(school)
    decide(school, "revoke", one)
    decide(school, "delete", one)
    be_due(school, one)
    clock.by = by
    before = school.files
    said = school.run("leavers", "purge").ended(0)
    assert "after the latest entry of the history: if that is wrong, check the clock" in said.err
    assert school.files == before
    said = school.run("leavers", "purge", "--yes").ended(0)
    assert "if that is wrong, check the clock" in said.err
    assert one not in people_of(school)
    said = school.run("leavers", "purge").ended(0)
    assert "days after most of the latest entries of the history" in said.err


def test_a_held_plan_of_a_clock_ahead_is_over_with_the_next_run(school: School, clock: type[Clock]) -> None:
    clock.by = timedelta(days=3)
    school.sandbox.move(1, ["mass-vanish"])
    school.sync("pupils").ended(3)
    assert school.status()["waiting"]["held"]
    clock.by = timedelta()
    school.sandbox.move(1, [])
    school.sync("pupils").ended(0)
    assert school.status()["waiting"]["held"] is None
    assert school.status()["last"]["pupils"]["outcome"] == "run"


def test_who_returns_and_leaves_again_is_reviewed_again(school: School, clock: type[Clock]) -> None:
    back = let_some_leave(school)
    clock.by = YEAR
    school.run("leavers", "keep", back.id).ended(0)
    clock.by = timedelta()
    school.sandbox.move(2)
    school.sync("pupils").ended(0)
    assert people_of(school)[back.id].is_synced
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    row = next(one for one in school.leavers().values() if one["id"] == back.id)
    assert row["access"] == "with_access"
    assert awaits_review(people_of(school)[back.id], today())


def test_two_processes_with_different_clocks(school: School) -> None:
    let_some_leave(school)
    ids = ids_of(school)
    for at, one in enumerate(ids[:6]):
        seconds = "31536000" if at % 2 else "-63072000"
        moved = {"PYTHONPATH": str(MOVED), "CLOCK_SECONDS": seconds}
        said = school.call("leavers", "revoke", one, **moved).ended(0)
        assert f"Entry {3 + at}: 1 person is without access." in said.out
        assert SAID in said.err
    assert numbers(school) == list(range(8, 0, -1))
    for at in range(6):
        assert f"undid entry {8 - at} (revoke):" in school.run("undo").ended(0).out
    school.run("doctor").ended(0)
    assert all(people_of(school)[one].access == "with_access" for one in ids)


@pytest.mark.parametrize("by", [timedelta(minutes=4), timedelta(minutes=-4), timedelta(days=60)], ids=in_days)
def test_what_clocks_usually_do_is_not_told(school: School, clock: type[Clock], by: timedelta) -> None:
    clock.by = by
    said = school.run("add", "class", "name=Chess").ended(0)
    assert SAID not in said.err
    if by < timedelta(days=1):
        clock.by = timedelta()
        assert "clock" not in school.status()


def test_an_age_in_the_future_is_said_so(
    school: School, clock: type[Clock], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    clock.by = YEAR
    let_some_leave(school)
    clock.by = timedelta()
    assert "ahead of the clock" in school.run("status").ended(0).out
