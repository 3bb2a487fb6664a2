"""A new hub belongs to whoever founds it."""

import pytest

from marktui.hub.accounts.permissions import actor_for
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.school import School
from marktui.hub.model.setup_order import next_step
from marktui.hub.model.text import is_visible_line
from marktui.hub.people.email import is_address
from marktui.hub.rules.create import new_hub

ADDRESS = "jo@ashgrove.example"


def found(**facts: str) -> Hub:
    given = {"school": "Ashgrove", "coordinator": "Jo Ann Smith", "email": ADDRESS, "login": "jo"}
    return new_hub(**given | facts)


def test_founder_is_the_access_coordinator() -> None:
    hub = found(centre_id=" 100123 ", school=" Ashgrove ")
    actor = actor_for(hub, "jo")
    assert actor.teacher is not None
    assert actor.teacher.is_coordinator
    assert actor.teacher == hub.coordinator
    assert actor.teacher is not None
    assert (actor.teacher.first_name, actor.teacher.last_name) == ("Jo Ann", "Smith")
    assert actor.teacher.email == ADDRESS
    assert hub.school == School("Ashgrove", "100123")
    assert next_step(hub) is not None


def test_next_record_does_not_reuse_the_founders_id() -> None:
    hub = found()
    assert [int(record_id[1:]) < hub.next_record for record_id in hub.teachers] == [True]


def test_single_name_is_a_last_name() -> None:
    coordinator = found(coordinator=" Madonna ").coordinator
    assert coordinator is not None
    assert (coordinator.first_name, coordinator.last_name, coordinator.label) == ("", "Madonna", "Madonna")


def test_no_centre_id_is_none() -> None:
    assert found(centre_id="  ").school.centre_id is None


@pytest.mark.parametrize(
    "facts", [{"school": " "}, {"coordinator": "\t"}, {"email": "jo"}, {"email": "jo@ashgrove"}]
)
def test_blank_is_refused_with_a_hint(facts: dict[str, str]) -> None:
    with pytest.raises(UsageError) as no:
        found(**facts)
    assert no.value.hint or no.value.next


@pytest.mark.parametrize(
    "text", ["a@b", " jo@ashgrove.example ", "jo.o'hara@b", "jo+mis@b-c.example", "zoë@b"]
)
def test_address(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "@", "a@", "@b", "a b@c", "a@b@c", "a@b c", "ab"),
        *("n/a", "none", "-", "a@b, c@d", "a@b;c@d", "a@b;", "<a@b>"),
        *("Jo Smith <a@b>", "mailto:a@b", "a@b c@d", "n/a@n/a"),
    ],
)
def test_no_address(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    "mark", ["\x00", "\x1b", "\n", "\x85", "\u200b", "\u202e", "\u2028", "\ufeff", "\udcff"]
)
def test_what_cannot_be_shown_is_refused(mark: str) -> None:
    assert not is_visible_line(f"Jo{mark}Smith")
    with pytest.raises(UsageError, match=r"^The coordinator holds a character that cannot be shown\.$"):
        found(coordinator=f"Jo{mark}Smith")


@pytest.mark.parametrize("text", ["", "Zoë O’Hara-Nguyễn", "山田 愛", "e\u0301", "\xa0", "👩"])
def test_what_can_be_shown(text: str) -> None:
    assert is_visible_line(text)
