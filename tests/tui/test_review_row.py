"""What a line of a review looks like, in its row, its details and the window to match: worked out once."""

from sync.builders import (
    a_class,
    a_hub,
    a_mis_class,
    a_mis_year,
    a_pupil,
    a_reading,
    a_row,
    a_staff_row,
    a_year,
    linked,
    pair_of,
    plan_for,
    row_of,
    upn,
)

from marktui.hub.model.intake import SchoolYearStart
from marktui.hub.model.kind import Kind
from marktui.sync.model.plan import Plan
from marktui.tui.common.text.cells import Cell, Tone, Toned
from marktui.tui.review.comparison import Comparison
from marktui.tui.review.details import pair_details
from marktui.tui.review.dialogs.match_dialog import match_offer
from marktui.tui.review.row import columns, pair_row

CLASSES = (a_class("4A", "c1", 1), a_class("5B", "c2", 2))
YEARS = (a_year("4", "y4"), a_year("5", "y5"))
MOVED = linked(a_pupil(1, upn=upn(1), year_group="4", class_id=CLASSES[0].id), "101")
LIKELY = a_pupil(2, year_group="4")
HUB = a_hub(*CLASSES, *YEARS, MOVED, LIKELY)
READING = a_reading(
    row_of(MOVED, year_code="5"),
    a_row(2, "72", year_code="4", last_name="Carrs"),
    a_row(3, "73", year_code="4", upn=upn(3)),
    a_mis_class("4A", "c1"),
    a_mis_class("5B", "c2", "101"),
    a_mis_year("4", "y4"),
    a_mis_year("5", "y5"),
)
PLAN = plan_for(HUB, READING)


def compared(plan: Plan) -> Comparison:
    return Comparison(plan.hub, plan.reading, SchoolYearStart.THIS_YEAR)


def row(mis_id: str) -> dict[str, Cell]:
    """The cells of a line by their titles; the group of each side under `hub` and `mis`."""
    titles = [column.title for column in columns(Kind.PUPIL)]
    titles[1], titles[3] = "hub", "mis"
    return dict(zip(titles, pair_row(pair_of(PLAN, mis_id), compared(PLAN)).cells, strict=True))


def details(mis_id: str, plan: Plan = PLAN, kind: Kind = Kind.PUPIL) -> dict[str, str]:
    return {one.label: one.text for one in pair_details(pair_of(plan, mis_id, kind), plan, compared(plan))}


def test_a_new_row_has_no_record_and_a_tick() -> None:
    cells = row("73")
    assert (cells["In the hub"], cells["In the MIS"], cells["Import?"]) == ("–", "Dylan Okonkwo", "[x]")
    assert cells["Status"] == Toned("New", Tone.NEW)
    assert details("73")["To do"] == "space un-ticks it; m matches it to a record of the hub instead."


def test_a_pupil_who_moved_shows_both_classes_and_what_changes() -> None:
    cells = row("101")
    assert (cells["hub"], cells["mis"]) == ("4A", Toned("5B", Tone.GOOD))
    assert cells["Status"] == Toned("Promotion", Tone.GOOD)
    assert "class: 4A → 5B" in str(cells["Why"])
    said = details("101")
    assert said["In the hub"].startswith("Bertrand Underhill, Year 4 4A, born 2 Sep 2014, UPN ")
    assert said["In the MIS"].startswith("Bertrand Underhill, Year 5 5B, born 2 Sep 2014, UPN ")
    assert said["Class"] == "4A → 5B"


def test_an_undecided_line_shows_who_it_may_be_in_row_details_and_window_alike() -> None:
    assert (row("72")["In the hub"], row("72")["Status"]) == (
        "Chioma Carr?",
        Toned("May match", Tone.WARNING),
    )
    line = compared(PLAN).record_line(LIKELY)
    assert details("72")["In the hub"] == line
    offer = match_offer(PLAN, compared(PLAN), pair_of(PLAN, "72"))
    assert offer is not None
    assert (offer.sought.label, offer.is_row, offer.lines[LIKELY.id]) == ("Chioma Carrs", True, line)
    assert MOVED.id not in offer.offered


def test_staff_without_an_email_say_so_beside_the_name_and_in_full() -> None:
    plan = plan_for(a_hub(), a_reading(a_staff_row(1, "901")), Kind.TEACHER)
    side = compared(plan).of_row(a_staff_row(1, "901"))
    assert (side.group, side.line) == ("no email in the MIS", "Bertrand Underhill, no email in the MIS")
    assert details("901", plan, Kind.TEACHER)["No email"].startswith("The MIS gives no email")
