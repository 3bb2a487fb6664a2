"""Losses add up: what unattended runs of the last days have de-synced counts towards a hold."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .clock import later
from .numbered_mis import NumberedMis
from .result import Said
from .school import School

DIALECTS = ("assembly", "arbor")


Give = Callable[..., NumberedMis]


@pytest.fixture(params=DIALECTS)
def mis(request: pytest.FixtureRequest, numbered_mis: Give) -> NumberedMis:
    """A school of 420 pupils and 10 staff."""
    return numbered_mis(request.param, 420)


@pytest.fixture
def school(mis: NumberedMis, tmp_path: Path) -> School:
    """A hub that has the whole school."""
    return mis.synced(tmp_path)


def lose(school: School, mis: NumberedMis, number: int, *words: str, days: float = 0) -> Said:
    """What a run says before which so many more pupils have vanished."""
    mis.vanish(*sorted(mis.pupils)[:number])
    with later(days):
        return school.sync("pupils", "--json", *words)


def away(school: School) -> list[str]:
    """The ids of the pupils who are de-synced."""
    return [one["id"] for one in school.records("pupils", "--status", "desynced")]


def test_a_loss_before_each_run_is_held_at_the_second(school: School, mis: NumberedMis) -> None:
    lose(school, mis, 25).ended(0)
    for run in range(2, 7):
        said = lose(school, mis, 25, days=run / 24).ended(3)
        number = 25 * (run - 1)
        share = (number + 25) / 420
        (reason,) = said.document["held"]["reasons"]
        if number == 25:
            told = "with 25 in the last 7 days that nobody has looked at"
            assert reason == f"25 pupils of 420 would be de-synced, {told} ({share:.1%})."
    assert len(away(school)) == 25


@pytest.mark.parametrize(
    ("losses", "exits"),
    [
        ((12, 13, 1), (0, 0, 3)),
        ((4, 4, 4, 4, 4, 4, 4), (0, 0, 0, 0, 0, 0, 3)),
        ((20, 5, 0), (0, 0, 0)),
        ((25, 0, 1), (0, 0, 3)),
        ((10, 10, 10), (0, 0, 3)),
    ],
)
def test_small_losses_add_up(
    school: School, mis: NumberedMis, losses: tuple[int, ...], exits: tuple[int, ...]
) -> None:
    for lost, code in zip(losses, exits, strict=True):
        lose(school, mis, lost).ended(code)


def test_more_than_a_tenth_adds_up_too(numbered_mis: Give, tmp_path: Path) -> None:
    mis = numbered_mis("assembly")
    school = mis.synced(tmp_path)
    lose(school, mis, 4).ended(0)
    lose(school, mis, 2).ended(0)
    said = lose(school, mis, 1).ended(3)
    told = "1 pupil of 60 would be de-synced, with 6 in the last 7 days that nobody has looked at (11.7%)."
    assert said.document["held"]["reasons"] == [told]


@pytest.mark.parametrize(("days", "code"), [(0.5, 3), (6.9, 3), (7.1, 0), (30, 0), (-1, 3), (-400, 3)])
def test_what_happened_longer_ago_no_longer_counts(
    school: School, mis: NumberedMis, days: float, code: int
) -> None:
    lose(school, mis, 20).ended(0)
    lose(school, mis, 20, days=days).ended(code)


@pytest.mark.parametrize("wrong", [-9000, -8, 8, 300])
def test_a_clock_that_was_wrong_once_hides_no_loss(school: School, mis: NumberedMis, wrong: float) -> None:
    lose(school, mis, 2).ended(0)
    lose(school, mis, 20, days=wrong).ended(0)
    lose(school, mis, 20, days=0.01).ended(3)


def test_a_clock_that_was_wrong_once_is_forgotten(school: School, mis: NumberedMis) -> None:
    lose(school, mis, 20, days=300).ended(0)
    lose(school, mis, 0, days=0.1).ended(0)
    lose(school, mis, 20, days=8).ended(0)


def test_an_approval_starts_the_count_anew(school: School, mis: NumberedMis) -> None:
    lose(school, mis, 20).ended(0)
    plan = lose(school, mis, 20).ended(3).document["held"]["approve"]
    school.sync("pupils", "--json", "--approve", plan).ended(0)
    assert len(away(school)) == 40
    lose(school, mis, 20).ended(0)
    again = lose(school, mis, 20).ended(3).document["held"]["approve"]
    assert again != plan
    school.sync("pupils", "--json", "--approve", plan).ended(3)


@pytest.mark.parametrize("verb", [("keep", "--note", "moves back"), ("revoke",)])
def test_whoever_somebody_has_decided_about_no_longer_counts(
    school: School, mis: NumberedMis, verb: tuple[str, ...]
) -> None:
    lose(school, mis, 20).ended(0)
    school.run("leavers", verb[0], *away(school)[:15], *verb[1:]).ended(0)
    lose(school, mis, 20).ended(0)
    lose(school, mis, 1).ended(3)


def test_whoever_came_back_no_longer_counts(school: School, mis: NumberedMis) -> None:
    gone = set(sorted(mis.pupils)[:20])
    lose(school, mis, 20).ended(0)
    mis.pupils |= gone
    school.sync("pupils", "--json").ended(0)
    mis.vanish(*sorted(mis.pupils)[100:120])
    school.sync("pupils", "--json").ended(0)


def test_whoever_comes_back_in_the_same_run_no_longer_counts(school: School, mis: NumberedMis) -> None:
    gone = set(sorted(mis.pupils)[:20])
    lose(school, mis, 20).ended(0)
    mis.vanish(*sorted(mis.pupils)[100:120])
    mis.pupils |= gone
    school.sync("pupils", "--json").ended(0)


def test_a_run_that_was_undone_does_not_count(school: School, mis: NumberedMis) -> None:
    lose(school, mis, 20).ended(0)
    school.run("undo").ended(0)
    lose(school, mis, 0).ended(0)
    lose(school, mis, 6).ended(3)


def test_an_undo_that_was_undone_counts_again(school: School, mis: NumberedMis) -> None:
    lose(school, mis, 20).ended(0)
    undo = school.run("undo", "--json").ended(0).document["entry"]
    school.run("undo", str(undo)).ended(0)
    lose(school, mis, 6).ended(3)


def test_a_dry_run_says_the_same_and_counts_for_nothing(school: School, mis: NumberedMis) -> None:
    lose(school, mis, 20).ended(0)
    for _ in range(3):
        said = lose(school, mis, 0, "--dry-run").ended(0)
        assert said.document["held"] is None
    lose(school, mis, 6, "--dry-run").ended(3)
    mis.pupils |= {5020, 5021}
    lose(school, mis, 0).ended(0)


def test_losses_of_another_kind_do_not_count(school: School, mis: NumberedMis) -> None:
    lose(school, mis, 24).ended(0)
    mis.vanish(70, 71)
    school.sync("teachers", "--json").ended(0)
    lose(school, mis, 1).ended(0)


def test_a_filter_counts_what_lies_inside_it(school: School, mis: NumberedMis) -> None:
    year_4 = [one for one in sorted(mis.pupils) if "123456"[one % 6] == "4"]
    mis.vanish(*year_4[:6])
    school.sync("pupils", "--json", "--year-group", "4").ended(0)
    year_5 = [one for one in sorted(mis.pupils) if "123456"[one % 6] == "5"]
    mis.vanish(*year_5[:2])
    school.sync("pupils", "--json", "--year-group", "5").ended(0)
    mis.vanish(*year_4[6:9])
    said = school.sync("pupils", "--json", "--year-group", "4").ended(3)
    told = "3 pupils of 70 would be de-synced, with 6 in the last 7 days that nobody has looked at (12.9%)."
    assert said.document["held"]["reasons"] == [told]


def test_status_says_why_it_was_held(school: School, mis: NumberedMis) -> None:
    lose(school, mis, 20).ended(0)
    plan = lose(school, mis, 20).ended(3).document["held"]["approve"]
    status = school.status()
    assert status["waiting"]["held"] == plan
    assert "with 20 in the last 7 days that nobody has looked at" in status["last"]["pupils"]["message"]
