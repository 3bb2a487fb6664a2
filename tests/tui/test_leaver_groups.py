"""The groups of School > Leavers, and the words that a text filter finds."""

from datetime import UTC, datetime

import pytest

from marktui.hub.model.roster import containing, whole_words_first
from marktui.store.file.entry import Do, What
from marktui.sync.history.leavers import LeaverEntry, LeaversHistory
from marktui.tui.leavers.groups import groups
from marktui.tui.leavers.view import LeaverView
from marktui.tui.leavers.words import leaver_text
from tui.sample_hub import TODAY, a_hub

RUN = LeaverEntry(What.RUN, 12, datetime(2026, 9, 1, 12, tzinfo=UTC), "jsmith", Do.DESYNC, "", None)


@pytest.fixture(scope="module")
def view() -> LeaverView:
    hub = a_hub(60, leavers=6)
    runs = dict.fromkeys(("r100", "r101"), RUN)
    return LeaverView(hub, TODAY, LeaversHistory(runs=runs, new=frozenset(runs)))


def test_everybody_is_in_a_group_of_each_sort(view: LeaverView) -> None:
    found = {group.label: number for group, number in groups(view.everyone)}
    assert found["Left in 2026"] == 7
    assert found["De-synced by run 12, 1 Sep 2026"] == 2
    reasons = ("Left", "No longer in the MIS", "In a year group that is not set up")
    assert [found[one] for one in reasons] == [3, 2, 2]
    assert (found["Pupils"], found["Teachers"]) == (6, 1)
    assert "Gone for a year or more" not in found
    years = [label for label in found if label.startswith("Last in year")]
    assert years == ["Last in year R", "Last in year 1", "Last in year 2", "Last in year 3", "Last in year 4"]
    assert sum(number for label, number in found.items() if label.startswith("Aged")) == 6


def test_a_group_shows_its_members_alone(view: LeaverView) -> None:
    for group, number in groups(view.everyone):
        assert len(view.with_(group=group).leavers) == number
    assert len(view.with_(group=None).leavers) == 7


def test_whole_words_and_numbers_are_found_first() -> None:
    runs = (
        "de-synced by run 9, 8 nov 2026",
        "de-synced by run 7, 28 nov 2026",
        "de-synced by run 8, 1 oct 2026",
    )
    assert whole_words_first(runs, "Run 8", str) == [runs[2], runs[0], runs[1]]
    assert whole_words_first(runs, "", str) == list(runs)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("pupil gone", 2),
        ("teacher", 1),
        ("staff", 1),
        ("jul 2026", 2),
        ("y4", 2),
        ("age 11", 6),
        ("new", 1),
        ("to decide", 3),
        ("pending", 2),
        ("out of range y2", 1),
    ],
)
def test_a_filter_finds_kind_reason_year_age_and_decision(view: LeaverView, words: str, number: int) -> None:
    found = containing(view.everyone, words, lambda one: leaver_text(view.hub, one))
    assert len(found) == number
