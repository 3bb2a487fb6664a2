"""The school that the demo shows has a past: people who have left, and a sync that waits."""

from pathlib import Path

from .process import finish, start


def test_the_demo_has_leavers_to_review_and_a_sync_that_waits(tmp_path: Path) -> None:
    said = finish(start("demo", home=tmp_path)).ended(0)
    leavers = [line for line in said.out.splitlines() if " left " in line or " gone " in line]
    assert len([line for line in leavers if "deletion " in line]) == 4
    assert len([line for line in leavers if line.startswith("p0")]) > 60
    assert "438 of 438" in said.err
    assert "may be Freya Hollande" in said.err
    assert "2 pupils in a clash" in said.err


def test_it_can_begin_with_a_new_school_year_that_waits(tmp_path: Path) -> None:
    said = finish(start("demo", "--september", home=tmp_path)).ended(0)
    assert "61 pupils of 430 would be de-synced" in said.out + said.err
