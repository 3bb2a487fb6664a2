"""A list is read whole or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.connectors.base import IncompleteError
from marktui.connectors.mis import MisRow
from marktui.connectors.paging import Completeness

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
