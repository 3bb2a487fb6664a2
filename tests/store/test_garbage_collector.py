"""A search for garbage holds up a key: it is made where it pays."""

import gc

import pytest

from marktui.store.garbage_collector import MANY_RECORDS, collect_garbage


def test_garbage_is_looked_for_before_many_records_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    searches: list[None] = []
    monkeypatch.setattr(gc, "isenabled", lambda: True)
    monkeypatch.setattr(gc, "collect", lambda: searches.append(None))

    collect_garbage(30)
    assert not searches
    collect_garbage(MANY_RECORDS + 1)
    assert searches
