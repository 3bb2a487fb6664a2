"""One table says what every field is called, where a record keeps it, and who changes it."""

from datetime import date
from typing import Any

import pytest

from marktui.hub.model.fields import CHANGED_FIELDS, FIELDS, OWN_FIELDS, SYNCED_FIELDS, Owner
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.listing import LEAVER_KEYS, keys
from marktui.hub.model.record import (
    Desync,
    Kept,
    Link,
    Pupil,
    Reason,
    Record,
    SchoolClass,
    Teacher,
    YearGroup,
)
from marktui.hub.model.school import School
from marktui.hub.rules.field_input import ENTERED

TODAY = date(2026, 9, 1)
TIED: dict[str, Any] = {"link": Link("arbor", "7"), "desync": Desync(TODAY, Reason.LEFT, TODAY)}
RECORDS: dict[Kind, Record] = {
    Kind.TEACHER: Teacher(
        id="t1", first_name="Gwen", last_name="Doyle", kept=Kept(TODAY, "nine", TODAY), **TIED
    ),
    Kind.YEAR_GROUP: YearGroup(id="y1", code="4", name="Year 4", **TIED),
    Kind.CLASS: SchoolClass(id="c1", name="4B", **TIED),
    Kind.PUPIL: Pupil(id="p1", first_name="Amal", last_name="Ahmed", class_id="c1", **TIED),
}
HUB = Hub(school=School("Ashgrove")).with_records(RECORDS.values())


@pytest.mark.parametrize("kind", Kind)
def test_every_field_of_a_kind_can_be_read(kind: Kind) -> None:
    texts = {one.name: one.text(HUB, RECORDS[kind]) for one in CHANGED_FIELDS[kind]}
    assert texts["status"] == "desynced"
    assert (texts["connector"], texts["mis_id"], texts["desynced_reason"]) == ("arbor", "7", "left")


def test_class_of_a_pupil_is_shown_by_its_name() -> None:
    assert FIELDS["class"].text(HUB, RECORDS[Kind.PUPIL]) == "4B"


def test_what_is_not_there_is_none_however_far_away_it_is_kept() -> None:
    assert FIELDS["review_on"].text(HUB, RECORDS[Kind.TEACHER]) == "2026-09-01"
    assert FIELDS["review_on"].text(HUB, RECORDS[Kind.PUPIL]) is None
    assert FIELDS["mis_id"].text(HUB, RECORDS[Kind.PUPIL].with_(link=None)) is None


def test_names_are_those_of_the_lists() -> None:
    listed = {key for kind in Kind for key in keys(kind)}
    assert listed - FIELDS.keys() == {"year_groups", "pupils", "leavers"}, "these are counted"
    assert set(LEAVER_KEYS) - FIELDS.keys() == {"kind"}
    assert FIELDS.keys() - listed == {"kept_on", "note", "review_on"}, "these are decided about leavers"


@pytest.mark.parametrize("kind", Kind)
def test_what_a_person_enters_is_a_field_of_the_kind_that_marktui_does_not_keep(kind: Kind) -> None:
    own = {one.name for one in OWN_FIELDS[kind] if one.owner is not Owner.MARKTUI}
    assert set(ENTERED[kind]) == own


def test_a_sync_sets_everything_but_the_account_type_and_the_web_hubs_id() -> None:
    left_out = {kind: set(CHANGED_FIELDS[kind]) - set(SYNCED_FIELDS[kind]) for kind in Kind}
    own = {one.name for kind in Kind for one in left_out[kind] if one in OWN_FIELDS[kind]}
    assert own == {"account_type", "web_id"}
