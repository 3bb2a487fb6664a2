"""A list is read whole or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.connectors.errors import IncompleteError
from marktui.connectors.http.paging import Completeness, UntilEmpty
from marktui.connectors.mis import MisRow

PAGES = st.lists(st.lists(st.integers(1, 30), max_size=8), min_size=1, max_size=6)


def _rows(*ids: int) -> list[MisRow]:
    return [MisRow(mis_id=str(one)) for one in ids]


@given(PAGES, st.integers(0, 40))
def test_only_the_promised_number_of_distinct_rows_is_whole(parts: list[list[int]], total: int) -> None:
    whole: Completeness[MisRow] = Completeness("The list")
    kept: list[str] = []
    seen: set[int] = set()
    for number, part in enumerate(parts, 1):
        last = number == len(parts)
        headers = {"Total": str(total), "Next-Page": "" if last else str(number + 1)}
        if not last and set(part) <= seen:
            with pytest.raises(IncompleteError, match="repeats a page"):
                whole.admit(number, headers, _rows(*part))
            return
        fresh, following = whole.admit(number, headers, _rows(*part))
        kept += [row.mis_id for row in fresh]
        seen |= set(part)
        assert following == (None if last else number + 1)
    assert len(kept) == len(set(kept)) == whole.done == len(seen)
    if len(seen) >= total:
        whole.finish()
        return
    with pytest.raises(IncompleteError, match=f"promised {total} rows and held {len(seen)}"):
        whole.finish()


@pytest.mark.parametrize("total", [None, "", "many", "-1", "1.5", "1" * 20])
def test_without_a_total_nothing_is_whole(total: str | None) -> None:
    headers = {} if total is None else {"Total": total}
    with pytest.raises(IncompleteError, match="did not say how many rows"):
        Completeness[MisRow]("The list").admit(1, headers, _rows(1))


@pytest.mark.parametrize("following", ["1", "0", "2", "-1", "next", "99999999"])
def test_the_next_page_must_lie_ahead(following: str) -> None:
    with pytest.raises(IncompleteError, match="does not lead on"):
        Completeness[MisRow]("The list").admit(2, {"Total": "9", "Next-Page": following}, _rows(1))


def test_the_highest_total_counts() -> None:
    whole: Completeness[MisRow] = Completeness("The list")
    whole.admit(1, {"Total": "3", "Next-Page": "2"}, _rows(1))
    whole.admit(2, {"Total": "2"}, _rows(2))
    assert (whole.done, whole.stated) == (2, 3)
    with pytest.raises(IncompleteError):
        whole.finish()


@given(st.lists(st.lists(st.integers(1, 30), min_size=1, max_size=8), max_size=6))
def test_a_list_without_a_total_ends_with_an_empty_page(parts: list[list[int]]) -> None:
    run = UntilEmpty("The list", 1_000)
    seen: set[int] = set()
    stale = moved = False
    for place, part in enumerate(parts):
        was_stale, stale = stale, set(part) <= seen
        again = set(part) in [set(one) for one in parts[:place]]
        if again or (stale and was_stale):
            with pytest.raises(IncompleteError, match="repeats a page"):
                run.admit([str(one) for one in part])
            return
        assert run.admit([str(one) for one in part])
        moved = moved or bool(seen & set(part))
        seen |= set(part)
        assert (run.number, run.moved) == (place + 1, moved)
    lengths = [len(part) for part in parts]
    looks_full = len(parts) > 1 and lengths[-1] >= max(lengths) - 1
    assert run.admit([]) is looks_full
    assert not run.admit([])


@pytest.mark.parametrize(
    ("lengths", "size", "asks_on"),
    [
        ([10], 10, True),
        ([9], 10, True),
        ([8], 10, False),
        ([10, 10], 10, True),
        ([10, 3], 10, False),
        ([4, 4, 4], 10, True),
        ([4, 3], 10, True),
        ([4, 2], 10, False),
        ([], 10, False),
    ],
)
def test_a_page_without_rows_after_a_full_one_does_not_end_a_list(
    lengths: list[int], size: int, asks_on: bool
) -> None:
    run = UntilEmpty("The list", size)
    for number, length in enumerate(lengths):
        assert run.admit([f"{number}-{one}" for one in range(length)])
    assert run.admit([]) is asks_on
    with pytest.raises(IncompleteError, match="left out a page"):
        run.admit(["another"])


def test_a_list_without_an_end() -> None:
    run = UntilEmpty("The list", 1_000)
    for number in range(1, 5_000):
        assert run.admit([str(number)])
    with pytest.raises(IncompleteError, match=r"^The list does not end\.$"):
        run.admit(["5000"])


def test_a_missing_page_is_an_empty_one_only_at_the_end() -> None:
    assert not UntilEmpty("The list", 1_000).admit(None)
    run = UntilEmpty("The list", 1_000)
    assert run.admit(["1"])
    assert run.admit(None)
    assert not run.admit(None)
    run = UntilEmpty("The list", 1_000)
    run.admit(["1"])
    run.admit(None)
    with pytest.raises(IncompleteError, match="left out a page"):
        run.admit(["2"])


@given(st.integers(0, 400), st.integers(1, 100), st.lists(st.integers(1, 60), max_size=4), st.integers(1, 30))
def test_smaller_pages_pass_nobody_over(rows: int, asked: int, sizes: list[int], cap: int) -> None:
    """A service that holds its pages smaller than it is asked to, and is asked for less and less."""
    run, size, got = UntilEmpty("The list", asked), asked, set[str]()
    shrinking = sorted((one for one in sizes if one < asked), reverse=True)
    for _ in range(10_000):
        held = min(size, cap)
        page = [str(one) for one in range(run.number * held, min(rows, (run.number + 1) * held))]
        got.update(page)
        if not run.admit(page):
            break
        if shrinking:
            size = shrinking.pop(0)
            run.shrink(size)
    assert len(got) == rows
