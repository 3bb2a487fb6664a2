"""What the history tells of the syncs so far."""

from datetime import UTC, datetime, timedelta

import pytest

from marktui.hub.kind import Kind
from marktui.store.entry import Entry, What
from marktui.tui.past import Past

READ = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(("collected", "told"), [(-3, -3), (3, 0), (None, 0)])
def test_mis_data_is_never_newer_than_the_reading(collected: int | None, told: int) -> None:
    data_at = None if collected is None else READ + timedelta(hours=collected)
    past = Past()
    past.take(Entry(what=What.RUN, at=READ, login="jsmith", kinds=(Kind.PUPIL,), data_at=data_at))
    assert past.data_at == READ + timedelta(hours=told)
