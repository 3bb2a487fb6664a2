"""A search for garbage holds up a key: it is made where it pays."""

import gc
import weakref

import pytest

from marktui.store.garbage_collector import MANY_RECORDS, collect_garbage, free_in_pieces


def test_garbage_is_looked_for_before_many_records_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    searches: list[None] = []
    monkeypatch.setattr(gc, "isenabled", lambda: True)
    monkeypatch.setattr(gc, "collect", lambda: searches.append(None))

    collect_garbage(30)
    assert not searches
    collect_garbage(MANY_RECORDS + 1)
    assert searches


class _Line:
    """Something that tells when it is gone."""


def test_what_lists_alone_hold_is_freed_in_pieces_and_nothing_else() -> None:
    kept, lines = _Line(), [_Line() for _ in range(1_000)]
    gone = [weakref.ref(line) for line in lines]
    lists: list[list[_Line]] = [lines, [kept]]
    del lines

    free_in_pieces(lists)

    assert lists == [[], []]
    assert not any(one() for one in gone)
    assert isinstance(kept, _Line)
