"""Pupils are matched in the order of strength, and what is doubtful is left to a person."""

import unicodedata
from datetime import date
from typing import Any

import pytest

from marktui.connectors.mis import MisPupil, MisTeacher
from marktui.hub.model.record import Pupil
from marktui.hub.people.identity import Identifier
from marktui.sync.match.known_links import KnownPairs
from marktui.sync.match.people import match_people
from marktui.sync.match.result import MatchResult
from marktui.sync.model.pair import PairStatus

from .builders import MIS, a_pupil, a_row, a_staff_row, a_teacher, bad_upn, desynced, linked, upn

BORN = date(2015, 5, 5)
NEW, MATCHED, MAY_MATCH = PairStatus.NEW, PairStatus.MATCHED, PairStatus.MAY_MATCH


def matched(
    rows: list[MisPupil], records: list[Pupil], known: KnownPairs | None = None
) -> dict[str, MatchResult]:
    return match_people(rows, records, known or KnownPairs(MIS)).found


def only(row: MisPupil, *records: Pupil) -> MatchResult:
    return matched([row], list(records))[row.mis_id]


def outcome(found: MatchResult) -> tuple[PairStatus, str | None, str]:
    return found.status, found.record_id, found.why


def candidates(found: MatchResult) -> list[tuple[str, str]]:
    return [(one.record_id, one.why) for one in found.candidates]


def test_link_comes_before_everything() -> None:
    by_link = linked(a_pupil(1, date_of_birth=a_row(2).date_of_birth), "7")
    by_upn = a_pupil(2, upn=upn(2))
    row = a_row(2, "7", upn=upn(2))
    assert outcome(only(row, by_upn, by_link)) == (PairStatus.SYNCED, by_link.id, "same MIS id")


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ({"upn": upn(1)}, {"upn": upn(2), "first_name": "Zed", "date_of_birth": BORN}, MAY_MATCH),
        ({}, {"first_name": "Zed", "date_of_birth": BORN}, MAY_MATCH),
        ({"date_of_birth": None, "upn": upn(1)}, {"first_name": "Zed", "upn": upn(2)}, MAY_MATCH),
        ({"date_of_birth": None}, {"first_name": "Zed", "last_name": "Zoe"}, MAY_MATCH),
        ({"date_of_birth": None}, {"last_name": "Zoe"}, PairStatus.SYNCED),
        ({"upn": upn(1)}, {"upn": upn(2), "date_of_birth": BORN}, PairStatus.SYNCED),
        ({"upn": upn(1)}, {"upn": upn(1), "first_name": "Zed", "date_of_birth": BORN}, PairStatus.SYNCED),
        ({"upn": upn(1)}, {"upn": upn(2), "last_name": "Zoe"}, PairStatus.SYNCED),
        ({"upn": upn(1)}, {"upn": upn(2), "first_name": "Zed"}, PairStatus.SYNCED),
        ({}, {"first_name": "Zed"}, PairStatus.SYNCED),
    ],
)
def test_last_name_of_a_family_does_not_hold_a_link(
    before: dict[str, Any], after: dict[str, Any], status: PairStatus
) -> None:
    assert only(a_row(1, "7", **after), linked(a_pupil(1, **before), "7")).status is status


def test_twins_who_have_each_others_id_are_doubtful() -> None:
    one = linked(a_pupil(1, upn=upn(1)), "1")
    twin = linked(one.with_(id="p000002", first_name="Zed", upn=upn(2)), "2")
    rows = [a_row(1, "2", upn=upn(1)), a_row(1, "1", first_name="Zed", upn=upn(2))]
    for found in matched(rows, [one, twin]).values():
        assert found.status is MAY_MATCH
        assert {one.record_id for one in found.candidates} == {"p000001", "p000002"}
        assert found.why == "same MIS id, but another UPN and first name"


def test_doubt_does_not_end_because_another_record_gets_a_name_of_its_own() -> None:
    """The row of one child has the UPN and first name of another one, whose own row has a new first name."""
    one = linked(a_pupil(1, upn=upn(1)), "1")
    other = linked(one.with_(id="p000002", first_name="Zed", upn=upn(2)), "2")
    row = a_row(1, "1", first_name="Zed", upn=upn(2))
    renamed = a_row(1, "2", first_name="Zeb", upn=upn(2))
    assert matched([row], [one, other])["1"].status is MAY_MATCH
    now, then = (
        matched([row, renamed], [one, other]),
        matched([row, renamed], [one, other.with_(first_name="Zeb")]),
    )
    assert now["1"].status is then["1"].status is PairStatus.SYNCED
    corrected = a_row(1, "2", first_name="Zeb", upn=upn(3))
    chain = matched([row, corrected], [one, other])
    assert {found.status for found in chain.values()} == {MAY_MATCH}


def upn_row(number: int, of: int, **fields: Any) -> MisPupil:
    """The row of a pupil whose MIS id is made of a UPN."""
    return a_row(number, f"upn:{upn(of)}", upn=upn(of), id_made_of=Identifier.UPN, **fields)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({}, "another last name and birth date"),
        ({"last_name": a_row(1).last_name}, "another first name and birth date"),
        ({"date_of_birth": a_row(1).date_of_birth}, "another first name and last name"),
        ({"last_name": a_row(1).last_name, "date_of_birth": a_row(1).date_of_birth}, "another first name"),
    ],
)
def test_a_upn_that_is_the_mis_id_is_not_believed_alone(other: dict[str, Any], why: str) -> None:
    """Two who have each other's UPN: strangers, brothers, born on one day, and twins."""
    one, two = a_pupil(1, upn=upn(1)), a_pupil(2, upn=upn(2), **other)
    records = [linked(one, f"upn:{upn(1)}"), linked(two, f"upn:{upn(2)}")]
    found = matched([upn_row(1, of=2), upn_row(2, of=1, **other)], records)
    for row in found.values():
        assert row.status is MAY_MATCH
        assert {one.record_id for one in row.candidates} == {one.id, two.id}
        assert row.why == f"same MIS id, but {why}"


@pytest.mark.parametrize("changed", ["first_name", "last_name", "date_of_birth"])
def test_one_changed_fact_beside_a_upn_that_is_the_mis_id_is_an_ordinary_change(changed: str) -> None:
    record = linked(a_pupil(1, upn=upn(1)), f"upn:{upn(1)}")
    row = upn_row(1, of=1, **{changed: BORN if changed == "date_of_birth" else "Zed"})
    assert only(row, record, a_pupil(2, upn=upn(2))).status is PairStatus.SYNCED


def test_an_email_that_is_the_mis_id_is_not_believed_alone() -> None:
    def row(number: int, **fields: Any) -> MisTeacher:
        return a_staff_row(number, "email:a@b.example", id_made_of=Identifier.EMAIL, **facts | fields)

    facts = {"email": "a@b.example"}
    record = linked(a_teacher(1, **facts), "email:a@b.example")
    namesake = a_teacher(2, first_name=record.first_name)
    statuses = {PairStatus.SYNCED: row(1, last_name="Zed"), MAY_MATCH: row(2)}
    for status, one in statuses.items():
        assert match_people([one], [record], KnownPairs(MIS)).found[one.mis_id].status is status
    of_namesake = row(2, first_name=record.first_name)
    both = match_people([of_namesake], [record, namesake], KnownPairs(MIS)).found[of_namesake.mis_id]
    assert both.why == "same MIS id, but another last name"


@pytest.mark.parametrize("without", ["row", "record"])
def test_upn_of_another_name_is_doubtful_where_no_birth_date_is_known(without: str) -> None:
    born = {"date_of_birth": None}
    record = a_pupil(1, upn=upn(1), **(born if without == "record" else {}))
    row = a_row(2, upn=upn(1), **(born if without == "row" else {}))
    found = only(row, record)
    assert (found.status, found.why) == (MAY_MATCH, "same UPN, but another last name and first name")
    married = a_row(2, upn=upn(1), first_name=record.first_name, date_of_birth=row.date_of_birth)
    assert only(married, record).status is MATCHED


def test_link_of_another_connector_is_none() -> None:
    assert only(a_row(2, "7"), linked(a_pupil(1), "7", connector="arbor")).status is NEW


def test_upn_comes_before_name() -> None:
    by_upn, by_name = a_pupil(1, last_name=a_row(2).last_name, upn=upn(1)), a_pupil(2)
    assert outcome(only(a_row(2, upn=upn(1)), by_name, by_upn)) == (MATCHED, by_upn.id, "same UPN")


@pytest.mark.parametrize("same", ["last_name", "date_of_birth"])
def test_upn_needs_last_name_or_birth_date_to_speak_for_it(same: str) -> None:
    record = a_pupil(1, upn=upn(1))
    row = a_row(2, upn=upn(1), **{same: getattr(record, same)})
    assert outcome(only(row, record)) == (MATCHED, record.id, "same UPN")


def test_upn_of_somebody_of_another_name_and_birth_date_is_doubtful() -> None:
    record = a_pupil(1, upn=upn(1))
    found = only(a_row(2, upn=upn(1)), record)
    assert (found.status, found.record_id) == (MAY_MATCH, None)
    assert candidates(found) == [(record.id, found.why)]
    assert found.why.startswith("same UPN, but")


def test_bad_upn_is_no_key() -> None:
    assert only(a_row(2, upn=bad_upn(1)), a_pupil(1, upn=bad_upn(1))).status is NEW


def test_bad_upn_does_not_stand_against_a_name() -> None:
    record = a_pupil(1, upn=upn(1))
    assert outcome(only(a_row(1, upn=bad_upn(2)), record)) == (MATCHED, record.id, "same name and birth date")


def test_name_and_birth_date_match() -> None:
    record = a_pupil(1)
    assert outcome(only(a_row(1), a_pupil(2), record)) == (MATCHED, record.id, "same name and birth date")


@pytest.mark.parametrize("theirs", [None, upn(1)])
def test_name_and_birth_date_match_if_one_side_has_no_upn(theirs: str | None) -> None:
    mine = None if theirs else upn(1)
    assert only(a_row(1, upn=mine), a_pupil(1, upn=theirs)).status is MATCHED


def test_name_and_birth_date_with_another_upn_is_doubtful() -> None:
    record = a_pupil(1, upn=upn(1))
    found = only(a_row(1, upn=upn(2)), record)
    assert found.status is MAY_MATCH
    assert candidates(found) == [(record.id, "same name and birth date, but another UPN")]


def test_names_compare_after_nfc_trimming_and_case_folding() -> None:
    record = a_pupil(1, first_name="Zoë", last_name="STRAßE")
    row = a_row(1, first_name=unicodedata.normalize("NFD", " zoë "), last_name="strasse")
    assert only(row, record).status is MATCHED


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [("Katharine", "Ellison", MAY_MATCH), ("Ruby", "Ellison", NEW), ("Katherine", "Elison", MAY_MATCH)],
)
def test_similar_name_and_same_birth_date_is_doubtful(first: str, last: str, status: PairStatus) -> None:
    record = a_pupil(1, first_name="Katherine", last_name="Ellison", date_of_birth=BORN)
    assert only(a_row(1, first_name=first, last_name=last, date_of_birth=BORN), record).status is status


def test_similarity_is_told() -> None:
    record = a_pupil(1, first_name="Martha", last_name="Stone", date_of_birth=BORN)
    found = only(a_row(1, first_name="Marhta", last_name="Stone", date_of_birth=BORN), record)
    assert candidates(found) == [(record.id, "similar name 0.98 and same birth date")]


def test_ninety_hundredths_is_enough() -> None:
    record = a_pupil(1, first_name="abcdefgh", last_name="", date_of_birth=BORN)
    # Six of eight letters alike: Jaro 5/6; with four of them at the start: 5/6 + 4/10 x 1/6 = 0.90.
    close = a_row(1, first_name="abcdefxy", last_name="", date_of_birth=BORN)
    far = a_row(1, first_name="abcdexyz", last_name="", date_of_birth=BORN)
    assert only(close, record).status is MAY_MATCH
    assert only(far, record).status is NEW


def test_similar_name_needs_the_same_birth_date() -> None:
    record = a_pupil(1, first_name="Martha", last_name="Stone", date_of_birth=BORN)
    row = a_row(1, first_name="Marhta", last_name="Stone", date_of_birth=date(2015, 5, 6))
    assert only(row, record).status is NEW
    assert only(a_row(1, first_name="Marhta", last_name="Stone", date_of_birth=None), record).status is NEW


@pytest.mark.parametrize("mine", [None, BORN])
def test_identical_name_is_doubtful_where_a_birth_date_is_missing(mine: date | None) -> None:
    theirs = None if mine else BORN
    found = only(a_row(1, date_of_birth=mine), a_pupil(1, date_of_birth=theirs))
    assert candidates(found) == [("p000001", "same name, birth date unknown")]


def test_identical_name_with_another_birth_date_is_new() -> None:
    assert only(a_row(1, date_of_birth=BORN), a_pupil(1)).status is NEW


def test_two_records_of_equal_strength_are_both_shown() -> None:
    twins = [a_pupil(1), a_pupil(2, first_name=a_pupil(1).first_name, last_name=a_pupil(1).last_name)]
    twins[1] = twins[1].with_(date_of_birth=twins[0].date_of_birth)
    found = only(a_row(1), *twins)
    assert (found.status, found.record_id) == (MAY_MATCH, None)
    assert [one for one, _ in candidates(found)] == ["p000001", "p000002"]


def test_each_candidate_is_shown_with_its_own_reason() -> None:
    other = a_pupil(2, first_name="Martha", last_name="Stone", date_of_birth=BORN, upn=upn(2))
    plain = other.with_(id="p000003", upn=None)
    row = a_row(1, first_name="Martha", last_name="Stone", date_of_birth=BORN, upn=upn(1))
    same = "same name and birth date"
    assert dict(candidates(only(row, plain, other))) == {plain.id: same, other.id: f"{same}, but another UPN"}


def test_two_records_of_one_upn_are_both_shown() -> None:
    both = [a_pupil(1, upn=upn(1)), a_pupil(2, upn=upn(1))]
    found = only(a_row(1, upn=upn(1)), *both)
    assert (found.status, [one for one, _ in candidates(found)]) == (MAY_MATCH, ["p000001", "p000002"])


def test_two_rows_of_equal_strength_are_both_left_open() -> None:
    record = a_pupil(1)
    found = matched([a_row(1, "7"), a_row(1, "8")], [record])
    for one in found.values():
        assert (one.status, candidates(one)) == (MAY_MATCH, [(record.id, "same name and birth date")])


def test_record_in_doubt_goes_to_nobody_by_itself() -> None:
    record = a_pupil(1, upn=upn(1))
    doubtful, same_name = a_row(2, "7", upn=upn(1)), a_row(1, "8")
    found = matched([doubtful, same_name], [record])
    assert {one.status for one in found.values()} == {MAY_MATCH}


def test_stronger_match_takes_the_record_from_a_weaker_one() -> None:
    record = a_pupil(1, upn=upn(1))
    by_upn, by_name = a_row(1, "8", first_name="Ada", upn=upn(1)), a_row(1, "7")
    found = matched([by_name, by_upn], [record])
    assert outcome(found["8"]) == (MATCHED, record.id, "same UPN")
    assert found["7"].status is NEW


def test_desynced_record_is_met_again() -> None:
    by_id, by_upn = desynced(a_pupil(1), "7"), desynced(a_pupil(2, upn=upn(2)), "8")
    by_name = desynced(a_pupil(3), "9")
    rows = [a_row(1, "7", last_name="Ito"), a_row(2, "80", upn=upn(2)), a_row(3, "90")]
    found = matched(rows, [by_id, by_upn, by_name])
    assert [found[mis_id].record_id for mis_id in ("7", "80", "90")] == [by_id.id, by_upn.id, by_name.id]
