"""The order of the first set-up, and what connecting does to it."""

import pytest

from marktui.hub.model.errors import Exit, NotConnectedError, StepNotReachedError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import Connect, GoOnSettingUp
from marktui.hub.model.school import Connection, School
from marktui.hub.model.setup_order import is_set_up, next_step, require_open, why_closed
from marktui.hub.rules.connect import connected, disconnected
from marktui.wording.kinds import kind_word

FRESH = Hub(school=School("Ashgrove"))
ASSEMBLY = Connection("assembly", {})
ARBOR = Connection("arbor", {})


def having_saved(*kinds: Kind) -> Hub:
    return connected(FRESH, ASSEMBLY).with_(saved=kinds)


def open_kinds(hub: Hub) -> list[Kind]:
    return [kind for kind in Kind if why_closed(hub, kind) is None]


def test_kinds_come_in_the_order_of_the_set_up() -> None:
    assert [kind_word(kind) for kind in Kind] == ["teachers", "year-groups", "classes", "pupils"]


@pytest.mark.parametrize("done", range(5))
def test_panels_open_one_by_one(done: int) -> None:
    order = list(Kind)
    hub = having_saved(*order[:done])
    assert open_kinds(hub) == order[: done + 1]
    assert next_step(hub) == (order[done] if done < 4 else None)
    assert is_set_up(hub) == (done == 4)


def test_order_has_no_gaps() -> None:
    assert open_kinds(having_saved(Kind.TEACHER, Kind.CLASS)) == [Kind.TEACHER, Kind.YEAR_GROUP]


def test_refusal_says_what_is_next() -> None:
    with pytest.raises(StepNotReachedError) as no:
        require_open(having_saved(Kind.TEACHER), [Kind.PUPIL])
    assert no.value.message == "Pupils come after year groups, which have not been saved yet."
    assert no.value.next == (GoOnSettingUp(Kind.YEAR_GROUP),)
    assert no.value.exit is Exit.USAGE


def test_everything_may_be_synced_at_any_time() -> None:
    require_open(having_saved(), list(Kind))
    require_open(having_saved(Kind.TEACHER), list(reversed(Kind)))


def test_open_kind_may_be_synced() -> None:
    require_open(having_saved(Kind.TEACHER), [Kind.YEAR_GROUP])
    require_open(having_saved(*Kind), [Kind.PUPIL])


@pytest.mark.parametrize("kinds", [list(Kind), [Kind.TEACHER]])
def test_nothing_is_synced_without_a_connection(kinds: list[Kind]) -> None:
    with pytest.raises(NotConnectedError) as no:
        require_open(FRESH, kinds)
    assert no.value.exit is Exit.USAGE


def test_after_disconnecting_every_panel_is_closed() -> None:
    hub = disconnected(having_saved(*Kind))
    assert open_kinds(hub) == []
    assert not is_set_up(hub)


def test_same_connector_again_opens_all_panels() -> None:
    hub = connected(disconnected(having_saved(*Kind)), ASSEMBLY)
    assert open_kinds(hub) == list(Kind)


def test_another_connector_begins_step_by_step() -> None:
    hub = connected(disconnected(having_saved(*Kind)), ARBOR)
    assert open_kinds(hub) == [Kind.TEACHER]
    assert open_kinds(connected(having_saved(*Kind), ARBOR)) == [Kind.TEACHER]


def test_first_connection_begins_at_the_beginning() -> None:
    assert open_kinds(connected(FRESH, ASSEMBLY)) == [Kind.TEACHER]


def test_what_files_lack_is_no_step() -> None:
    files = Connection("files", {}, kinds=(Kind.YEAR_GROUP, Kind.PUPIL))
    hub = connected(FRESH, files)
    assert open_kinds(hub) == [Kind.YEAR_GROUP]
    assert why_closed(hub, Kind.CLASS) == "The files have no classes."
    require_open(hub, list(Kind))
    require_open(hub, files.kinds)
    with pytest.raises(StepNotReachedError) as no:
        require_open(hub, [Kind.TEACHER])
    assert (no.value.message, no.value.next) == ("The files have no teachers.", (Connect("files"),))
    assert is_set_up(hub.with_(saved=files.kinds))
