"""What an import of the web hub's CSV changes: it adds, fills, and never merges two people."""

from datetime import date

import pytest

from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Link, Pupil, Reason, Record
from marktui.hub.model.school import ErasureMark, School
from marktui.hub.rules.erase import WEB_HUB, digest_of
from marktui.hub.web_hub.table import Table, read_table
from marktui.store.file.entry import Do
from marktui.sync.web_hub.import_plan import ImportPlan
from marktui.sync.web_hub.make_import_plan import plan_import

from .builders import TODAY, a_class, a_pupil, a_year, bad_upn, desynced, linked, upn

HEADINGS = "User ID,First name,Last name,Year group,Class,Date of birth,UPN"
HUB = Hub(school=School("Ashgrove"), next_record=9000).with_records([a_year("4"), a_class("4B")])
UNKNOWN_YEAR = "The year group 'Leavers 2024-2025' tells no year; add it to the hub first."
BO = a_pupil(8, first_name="Bo", last_name="Bell", date_of_birth=date(2016, 3, 2), web_id="72")
ANA = a_pupil(1, first_name="Ana", last_name="Reis", date_of_birth=date(2017, 3, 2))


def table(*lines: str, headings: str = HEADINGS) -> Table:
    return read_table("\r\n".join((headings, *lines)).encode(), "pupils.csv")


def imported(*lines: str, hub: Hub = HUB, headings: str = HEADINGS) -> ImportPlan:
    return plan_import(hub, table(*lines, headings=headings), TODAY)


def with_(*records: Record) -> Hub:
    return HUB.with_records(records)


def pupils(plan: ImportPlan) -> list[Pupil]:
    return list(plan.after.pupils.values())


def test_new_pupils_come_with_their_groups_and_user_id() -> None:
    plan = imported(
        "71,Ana,Reis,Year 4,4B,02/03/2017," + upn(1),
        "72,'-Bo,Bell,Reception,Oak,5 June 2022,",
        "73,Cy,Cole,,,,",
    )
    ana, bo, cy = pupils(plan)
    assert (ana.label, ana.web_id, ana.upn) == ("Ana Reis", "71", upn(1))
    assert (ana.year_group, ana.class_id, ana.date_of_birth) == ("4", a_class("4B").id, date(2017, 3, 2))
    assert (bo.label, bo.year_group, plan.after.class_name(bo)) == ("-Bo Bell", "R", "Oak")
    assert (cy.year_group, cy.class_id, cy.date_of_birth) == (None, None, None)
    assert all(one.link is None and one.access is Access.WITH_ACCESS for one in (ana, bo, cy))
    made = [plan.number(kind, Do.CREATE) for kind in Kind]
    assert made == [0, 1, 1, 3]
    assert plan.after.next_record == HUB.next_record + 5
    assert plan.state.pupils.keys() == {ana.id, bo.id, cy.id}


@pytest.mark.parametrize(
    ("held", "line"),
    [
        (ANA.with_(web_id="71", first_name="Anna"), "71,Ana,Reis,Year 4,4B,02/03/2017,"),
        (ANA.with_(upn=upn(1), last_name="Costa"), "71,Ana,Reis,Year 4,4B,02/03/2017," + upn(1)),
        (ANA, "71,ANA,Reis,Year 4,4B,02/03/2017,"),
        (ANA.with_(web_id="60"), "71,Ana,Reis,Year 4,4B,02/03/2017,"),
        (desynced(ANA, "5112", Reason.LEFT), "71,Ana,Reis,Year 4,4B,02/03/2017,"),
    ],
)
def test_whoever_is_there_is_filled_and_not_added_again(held: Pupil, line: str) -> None:
    plan = imported(line, hub=with_(held))
    (ana,) = pupils(plan)
    assert (ana.id, ana.web_id, ana.year_group, ana.last_name) == (held.id, "71", "4", "Reis")
    assert (ana.link, ana.desync, ana.upn) == (held.link, held.desync, held.upn)
    again = plan_import(plan.after, table(line), TODAY)
    assert (again.changes, again.unchanged) == ((), 1)


def test_namesakes_of_two_upns_and_birth_dates_are_two() -> None:
    plan = imported(f",Ana,Reis,,,03/03/2018,{upn(2)}", hub=with_(ANA.with_(upn=upn(1))))
    assert [one.upn for one in pupils(plan)] == [upn(1), upn(2)]


def test_headings_between_the_rows_are_no_pupil() -> None:
    plan = imported("71,Ana,Reis,,,,", HEADINGS, "72,Bo,Bell,,,,")
    assert ([one.label for one in pupils(plan)], plan.read) == (["Ana Reis", "Bo Bell"], 2)


def test_an_encoding_that_is_guessed_is_told_as_of_an_export_of_the_mis() -> None:
    told = f"{HEADINGS}\r\n71,Zoë,Reis,,,,"
    for encoding, said in (
        ("utf-16", ()),
        ("cp1252", ("pupils.csv is not in UTF-8; it was read as Windows-1252. Check the accents.",)),
    ):
        plan = plan_import(HUB, read_table(told.encode(encoding), "pupils.csv"), TODAY)
        assert (plan.messages, [one.first_name for one in pupils(plan)]) == (said, ["Zoë"])


def test_nothing_is_blanked() -> None:
    full = ANA.with_(web_id="71", year_group="4", class_id=a_class("4B").id, upn=upn(1))
    plan = imported("71,Ana,Reis,,,,", hub=with_(full))
    assert (plan.changes, plan.unchanged) == ((), 1)


def test_what_the_mis_keeps_stays_and_the_difference_is_told() -> None:
    plan = imported("71,Ana,Reis,Year 5,5C,02/03/2017,", hub=with_(linked(ANA, "5112")))
    (ana,) = pupils(plan)
    assert ana == linked(ANA, "5112").with_(web_id="71")
    assert [one.why for one in plan.locked] == [
        "The MIS keeps this pupil: year 5 there, none here and class 5C there, none here."
    ]
    assert [plan.number(kind, Do.CREATE) for kind in (Kind.YEAR_GROUP, Kind.CLASS)] == [0, 0]


@pytest.mark.parametrize(
    ("held", "line", "why"),
    [
        (ANA, "71,Ana,Reis,,,03/03/2017,", "Ana Reis (p000001): the same name, but another birth date."),
        (ANA, "71,Ana,Reis,,,,", "May be Ana Reis (p000001): same name, birth date unknown."),
        (ANA, "71,Anna,Reis,,,02/03/2017,", "similar name"),
        (ANA.with_(web_id="71"), "71,Bo,Bell,,,05/06/2015,", "May be Ana Reis (p000001): same User ID, but"),
        (
            ANA.with_(upn=upn(1)),
            f"71,Bo,Bell,,,05/06/2015,{upn(1)}",
            "May be Ana Reis (p000001): same UPN, but",
        ),
        (ANA.with_(upn=upn(1)), f"71,Ana,Reis,,,02/03/2017,{upn(2)}", "but another UPN"),
        (
            ANA.with_(access=Access.PENDING_DELETION, deleting_on=TODAY),
            "71,Ana,Reis,,,02/03/2017,",
            "This pupil is pending deletion; cancel the deletion first.",
        ),
    ],
)
def test_a_doubt_is_told_and_left_alone(held: Pupil, line: str, why: str) -> None:
    plan = imported(line, hub=with_(held))
    assert (plan.changes, pupils(plan)) == ((), [held])
    (told,) = plan.left_alone
    assert why in told.why
    assert (told.line, plan.state.pupils) == (2, {})


def test_two_accounts_of_one_child_are_both_left_alone_and_namesakes_both_come() -> None:
    twice = imported("71,Ana,Reis,,,02/03/2017,", "72,Ana,Reis,,,02/03/2017,")
    assert (twice.changes, len(twice.left_alone)) == ((), 2)
    assert twice.left_alone[0].why == "Same name and birth date as User ID 72."
    namesakes = imported("71,Ana,Reis,,,02/03/2017,", "72,Ana,Reis,,,09/09/2016,")
    assert [one.web_id for one in pupils(namesakes)] == ["71", "72"]


def test_an_erased_pupil_does_not_come_back_by_a_file() -> None:
    mark = ErasureMark(Kind.PUPIL, digest_of("key", Kind.PUPIL, Link(WEB_HUB, "71")), date(2026, 3, 2))
    plan = imported("71,Ana,Reis,,,02/03/2017,", hub=HUB.with_(erasure_key="key", erased=(mark,)))
    assert plan.changes == ()
    assert plan.left_alone[0].why.startswith("Was erased from this hub on 2 Mar 2026")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("71,T,Ana,Reis,,,", "The user type is not S, so this is not a pupil."),
        ("71,S,,,,,", "The row has no name."),
        ("71,S,Ana,Reis,,,31/02/2017", "The date of birth is not a date in the form DD/MM/YYYY."),
        ("71,S,Ana,Reis,,,01/01/1900", "The date of birth cannot be right."),
        ("71,S,Ana,Reis,Leavers 2024-2025,,", UNKNOWN_YEAR),
        ("71,S,Ana,Reis,,,,,more", "The row has more cells than there are headings."),
        ("70,S,Ana,Reis,,,", "Another line has the same User ID."),
    ],
)
def test_a_row_that_cannot_be_used_spoils_no_other(line: str, why: str) -> None:
    headings = "USER ID,User Type*,Forename,Surname (legal),Year Group,Class name,Date of Birth (DD/MM/YYYY)"
    lines = ["70,S,Di,Dunn,Year 4,4B,02/03/2017", line, "72,student,Bo,Bell,Year 4,4b,02/03/2016"]
    plan = imported(*lines, headings=headings)
    assert why in [one.why for one in plan.bad]
    assert {one.label for one in pupils(plan)} >= {"Bo Bell"}
    assert plan.read == 3
    assert plan.messages == (
        "'4b' in the web hub is '4B' here; an export is taken only if both are the same.",
    )


def test_the_hubs_own_names_say_which_group_is_meant() -> None:
    kestrels, second = a_year("5", name="Kestrels"), a_class("4b", number=7)
    hub = with_(kestrels, second, a_year("6", name="Juniors"), a_year("7", name="juniors"))
    headings = HEADINGS.replace("UPN", "Registration group")
    plan = imported("71,Ana,Reis,kestrels,4b,,Sparrows", "72,Bo,Bell,Juniors,,,", hub=hub, headings=headings)
    (ana,) = pupils(plan)
    assert (ana.year_group, ana.class_id) == ("5", second.id)
    (told,) = plan.bad
    assert told.why == "The year group 'Juniors' tells no year; add it to the hub first."


def test_upns_without_use_are_left_out_and_told() -> None:
    other = a_pupil(9, upn=upn(9))
    plan = imported(
        f"71,Ana,Reis,,,02/03/2017,{bad_upn(1)}",
        f"72,Bo,Bell,,,02/03/2016,{upn(9)}",
        hub=with_(other, BO),
    )
    by_name = {one.first_name: one for one in pupils(plan)}
    assert (by_name["Ana"].upn, by_name["Bo"].upn) == (None, None)
    assert plan.messages == (
        "1 pupil with a UPN whose check letter is wrong; it was left out.",
        "The UPN of Bo Bell belongs to somebody else here; it was left out.",
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "pupils.csv is not a CSV file of the web hub: it has no column First name and Last name."),
        (b"id,name\np000001,Ana\n", "it has no column First name and Last name"),
        (b"First name,Last name,Class,class\n", "pupils.csv has several columns for Class."),
        (b"PK\x03\x04", "pupils.csv is a workbook or a zip, not a CSV file."),
        (b"First name,Last name\n" + b" " * 17_000_000, "too large"),
    ],
)
def test_another_file_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_table(content, "pupils.csv")
    assert said in refused.value.message


def test_access_and_a_changed_user_id_are_heeded() -> None:
    headings = f"{HEADINGS},Access to application"
    plan = imported(
        "71,Ana,Reis,,,02/03/2017,,N",
        "72,Bo,Bell,,,02/03/2016,,Y",
        hub=with_(ANA.with_(web_id="60")),
        headings=headings,
    )
    ana, bo = pupils(plan)
    assert (ana.access, bo.access) == (Access.WITH_ACCESS, Access.WITH_ACCESS), "a decision here stays"
    assert plan.state.without_access == (ana.id,)
    assert plan.messages == ("1 pupil has another User ID than before.",)
    new = imported("71,Ana,Reis,,,02/03/2017,,n", headings=headings)
    assert pupils(new)[0].access is Access.WITHOUT_ACCESS
