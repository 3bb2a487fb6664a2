"""What the detail pane and the lists say of a record, in words."""

from datetime import date

import pytest
from msgspec.structs import replace

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Desync, Link, Pupil, Reason, Record
from marktui.hub.model.roster import roster
from marktui.tui.common.list.catalogue import View
from marktui.tui.common.text.records import last_place
from marktui.tui.records.details import record_details, title
from marktui.wording.dates import days_ago, short_day
from marktui.wording.people.reasons import reason_words
from tui.sample_hub import TODAY, a_hub

HUB = a_hub(16)
PUPIL = Pupil(
    id="r900",
    link=Link("arbor", "31"),
    first_name="Amal",
    last_name="Ahmed",
    upn="A801200001001",
    date_of_birth=date(2014, 3, 2),
    year_group="6",
    class_id="r27",
)


def details(record: Record) -> dict[str, str]:
    return {fact.label: fact.text for fact in record_details(View(HUB, TODAY), record)}


def out_of_range(year: str | None) -> Pupil:
    return replace(PUPIL, desync=Desync(TODAY, Reason.OUT_OF_RANGE), year_group=year)


@pytest.mark.parametrize(
    ("desync", "words"),
    [
        (Desync(TODAY, Reason.LEFT, date(2026, 7, 12)), "left on 12 Jul 2026"),
        (Desync(TODAY, Reason.LEFT), "left"),
        (Desync(TODAY, Reason.GONE), "no longer in the MIS"),
    ],
)
def test_reason_is_told_in_words(desync: Desync, words: str) -> None:
    assert reason_words(HUB, replace(PUPIL, desync=desync)) == words


def test_out_of_range_names_the_year_that_is_known_to_be_missing() -> None:
    assert reason_words(HUB, out_of_range("7")) == "Year 7 is not set up"
    assert reason_words(HUB, out_of_range("6")) == "in a year group that is not set up"
    assert reason_words(HUB, out_of_range(None)) == "in a year group that is not set up"


def test_synced_record_has_no_reason() -> None:
    assert reason_words(HUB, PUPIL) == ""
    assert "Why" not in details(PUPIL)


def test_last_place_holds_what_is_known() -> None:
    assert last_place(HUB, PUPIL) == "Y6, 6A"
    assert last_place(HUB, replace(PUPIL, class_id=None, year_group="R")) == "R"
    assert last_place(HUB, replace(PUPIL, class_id=None, year_group=None)) == ""


def test_days_are_counted() -> None:
    assert days_ago(TODAY, TODAY) == " (today)"
    assert days_ago(date(2026, 9, 13), TODAY) == " (yesterday)"
    assert days_ago(date(2026, 7, 13), TODAY) == " (63 days ago)"
    assert days_ago(TODAY, None) == ""
    assert short_day(date(2026, 7, 2)) == " 2 Jul 26"


def test_wrong_check_letter_is_told() -> None:
    wrong = replace(PUPIL, upn="B801200001001")
    assert "check letter" in details(wrong)["UPN"]


def test_lock_is_told_as_it_is() -> None:
    assert "The MIS keeps this pupil" in details(PUPIL)["Lock"]
    assert "can be edited by hand" in details(replace(PUPIL, link=None))["Lock"]
    assert "cancel the deletion first" in details(replace(PUPIL, access=Access.PENDING_DELETION))["Lock"]


def test_pending_deletion_tells_its_day() -> None:
    pending = replace(PUPIL, access=Access.PENDING_DELETION, deleting_on=date(2027, 3, 1))
    assert details(pending)["Access"] == "Pending deletion from 1 Mar 2027"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_record_has_a_heading_and_facts(kind: Kind) -> None:
    for record in roster(HUB, kind):
        assert title(record).text
        assert details(record)["Record"] == record.id
