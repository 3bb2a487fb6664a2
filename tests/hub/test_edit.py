"""Editing by hand: what is open, what is good, and who may."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.hub.accounts.permissions import actor_for
from marktui.hub.model.errors import (
    Exit,
    LockedFieldError,
    MarktuiError,
    NotAllowedError,
    UnknownIdError,
    UsageError,
)
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import CancelDeletion, ListRecords, NextStep, Sync
from marktui.hub.model.record import (
    Access,
    AccountType,
    Desync,
    Link,
    Pupil,
    Reason,
    Record,
    SchoolClass,
    YearGroup,
)
from marktui.hub.model.school import School
from marktui.hub.rules.edit import edited
from marktui.hub.rules.field_input import EDITABLE
from marktui.hub.rules.integrity import broken_rules, clashes

from .staff import ACCOUNTS, ADMIN, COORDINATOR, STAFF, TEACHER

TODAY = date(2026, 9, 14)
UPN, OTHER_UPN, FREE_UPN = "B801200005001", "X00180001701A", "P207000016049"
SYNCED = {"link": Link("assembly", "7")}
GONE = {**SYNCED, "desync": Desync(TODAY, Reason.GONE)}
YEARS = [
    YearGroup(id="y000004", code="10", name="Year 10"),
    YearGroup(id="y000005", code="R", name="Reception"),
]
CLASSES = [SchoolClass(id="c000006", name="RB", description="Bees"), SchoolClass(id="c000007", name="10A")]
PUPIL = Pupil(
    id="p000008",
    first_name="Amal",
    last_name="Ahmed",
    upn=UPN,
    date_of_birth=date(2021, 10, 3),
    year_group="R",
    class_id="c000006",
)
OTHER = Pupil(id="p000009", first_name="Bo", last_name="Bell", upn=OTHER_UPN)
HUB = Hub(
    next_record=20,
    school=School("Ashgrove"),
    accounts=ACCOUNTS,
).with_records([*STAFF, *YEARS, *CLASSES, PUPIL, OTHER])
JO = actor_for(HUB, "jo")


def edit(record: Record, values: dict[str, str], *others: Record, login: str = "jo") -> Record:
    hub = HUB.with_records([record, *others])
    return edited(hub, actor_for(hub, login), record.id, values, today=TODAY)


def refused(record: Record, values: dict[str, str], *others: Record, login: str = "jo") -> MarktuiError:
    with pytest.raises(MarktuiError) as no:
        edit(record, values, *others, login=login)
    return no.value


@pytest.mark.parametrize(
    ("record", "field", "text", "changes"),
    [
        (TEACHER, "first_name", " Gwe\u0302n ", {"first_name": "Gw\u00ean"}),
        (TEACHER, "first_name", "", {"first_name": ""}),
        (TEACHER, "last_name", "O’Hara [/b]", {"last_name": "O’Hara [/b]"}),
        (TEACHER, "email", " G.Doyle@ash.example\n", {"email": "G.Doyle@ash.example"}),
        (TEACHER, "email", "GWEN@ash.example", {"email": "GWEN@ash.example"}),
        (TEACHER, "email", "", {"email": None}),
        (TEACHER, "account_type", "Teacher_Admin", {"account_type": AccountType.TEACHER_ADMIN}),
        (ADMIN, "account_type", "teacher", {"account_type": AccountType.TEACHER}),
        (COORDINATOR, "last_name", "Marlow", {"last_name": "Marlow"}),
        (PUPIL, "last_name", "", {"last_name": ""}),
        (PUPIL, "upn", FREE_UPN.lower(), {"upn": FREE_UPN}),
        (PUPIL, "upn", f"{FREE_UPN[:4]} {FREE_UPN[4:]}".lower(), {"upn": FREE_UPN}),
        (PUPIL, "upn", " ", {"upn": None}),
        (PUPIL, "date_of_birth", "2021-10-04", {"date_of_birth": date(2021, 10, 4)}),
        (PUPIL, "date_of_birth", "4 Oct 21", {"date_of_birth": date(2021, 10, 4)}),
        (PUPIL, "date_of_birth", "04/10/98", {"date_of_birth": date(1998, 10, 4)}),
        (PUPIL, "date_of_birth", "1900-01-02", {"date_of_birth": date(1900, 1, 2)}),
        (PUPIL, "date_of_birth", TODAY.isoformat(), {"date_of_birth": TODAY}),
        (PUPIL, "date_of_birth", "", {"date_of_birth": None}),
        (PUPIL, "year_group", "10", {"year_group": "10"}),
        (PUPIL, "year_group", "", {"year_group": None}),
        (OTHER, "year_group", "r", {"year_group": "R"}),
        (PUPIL, "class", " 10a", {"class_id": "c000007"}),
        (PUPIL, "class", "", {"class_id": None}),
        (CLASSES[0], "name", "Rb", {"name": "Rb"}),
        (CLASSES[0], "description", "Wasps", {"description": "Wasps"}),
        (CLASSES[0], "description", "", {"description": None}),
        (YEARS[0], "name", "Year Ten", {"name": "Year Ten"}),
    ],
)
def test_field_gets_its_value(record: Record, field: str, text: str, changes: dict[str, Any]) -> None:
    assert edit(record, {field: text}) == record.with_(**changes)


def test_several_fields_at_once() -> None:
    after = edit(PUPIL, {"first_name": "", "last_name": "Ali", "class": "", "year_group": "10"})
    assert after == PUPIL.with_(first_name="", last_name="Ali", class_id=None, year_group="10")


def test_one_bad_field_spoils_them_all() -> None:
    assert isinstance(refused(PUPIL, {"last_name": "Ali", "upn": "no"}), UsageError)
    assert isinstance(refused(PUPIL.with_(**SYNCED), {"last_name": "Ali"}), LockedFieldError)


@pytest.mark.parametrize("record", [TEACHER, PUPIL, OTHER, *CLASSES, *YEARS], ids=lambda one: one.id)
def test_what_is_so_already_changes_nothing(record: Record) -> None:
    held = {word: getattr(record, one.field.attribute) for word, one in EDITABLE[record.kind].items()}
    texts = {word: str(value) for word, value in held.items() if value is not None}
    if isinstance(record, Pupil) and record.class_id:
        texts["class"] = HUB.classes[record.class_id].name
    assert edit(record, texts) == record


def test_what_the_mis_got_wrong_may_stay() -> None:
    odd = PUPIL.with_(upn="A801200005001", date_of_birth=date(2105, 1, 1))
    assert edit(odd, {"upn": "A801200005001", "date_of_birth": "2105-01-01"}) == odd
    heir = TEACHER.with_(email=ADMIN.email, **SYNCED)
    assert edit(heir, {"email": "tariq@ash.example"}) == heir


@pytest.mark.parametrize(
    ("record", "field", "text", "message"),
    [
        (TEACHER, "email", "gwen", "The email is not an email address."),
        (TEACHER, "email", "a@b c@d", "The email is not an email address."),
        (TEACHER, "email", "Tariq@ash.example", "The teacher t000002 has that email already."),
        (TEACHER, "account_type", "", "There is no such account type."),
        (TEACHER, "account_type", "head", "There is no such account type."),
        (TEACHER, "account_type", "access_coordinator", "Only a nomination makes an Access Coordinator."),
        (PUPIL, "upn", "A801200005001", "The UPN is not well-formed."),
        (PUPIL, "upn", "ß", "The UPN is not well-formed."),
        (PUPIL, "upn", OTHER_UPN, "The pupil p000009 has that UPN already."),
        (PUPIL, "date_of_birth", "2021-02-30", "The date of birth is not a valid date."),
        (PUPIL, "date_of_birth", "20211003", "The date of birth is not a valid date."),
        (PUPIL, "date_of_birth", "03/13/2021", "The date of birth is not a valid date."),
        (PUPIL, "date_of_birth", "1899-12-31", "The date of birth cannot be right."),
        (PUPIL, "date_of_birth", "2026-09-15", "The date of birth cannot be right."),
        (PUPIL, "year_group", "9", "There is no year group '9' in the hub."),
        (PUPIL, "class", "9Z", "There is no class '9Z' in the hub."),
        (CLASSES[0], "name", " 10a ", "The class c000007 has that name already."),
        (CLASSES[0], "name", " ", "c000006 needs a name."),
        (YEARS[0], "name", "", "y000004 needs a name."),
        (TEACHER.with_(first_name=""), "last_name", "", "t000003 needs a name."),
        (PUPIL, "last_name", "Al\x1b]52;c\x07i", "The last name holds a character that cannot be shown."),
        (TEACHER, "email", "gwe\u200bn@ash.example", "The email holds a character that cannot be shown."),
        (PUPIL, "last_name", "\udcff", "The last name holds a character that cannot be shown."),
    ],
)
def test_bad_text_is_told_in_one_sentence(record: Record, field: str, text: str, message: str) -> None:
    no = refused(record, {field: text})
    assert (no.message, no.exit, no.kind) == (message, Exit.USAGE, "usage")
    assert no.hint or no.next


def test_hint_says_which_groups_there_are() -> None:
    assert refused(PUPIL, {"year_group": "9"}).hint == "There are: R, 10."
    assert refused(PUPIL, {"class": "9"}).hint == "There are: 10A, RB."
    alone = HUB.with_(classes={}, pupils={OTHER.id: OTHER})
    with pytest.raises(UsageError) as no:
        edited(alone, JO, OTHER.id, {"class": "9"})
    assert no.value.hint == "There is none yet."


def test_refusal_tells_nothing_about_a_pupil() -> None:
    for values in ({"upn": OTHER_UPN}, {"upn": "secret"}, {"date_of_birth": "secret"}):
        no = refused(PUPIL, values)
        assert not [one for one in ("Amal", "Bo", "secret", OTHER_UPN) if one in no.message + no.hint]


def test_address_of_somebody_who_left_may_be_handed_on() -> None:
    left = ADMIN.with_(**GONE)
    assert edit(TEACHER, {"email": "tariq@ash.example"}, left) == TEACHER.with_(email="tariq@ash.example")
    assert "t000003" in refused(left, {"email": "gwen@ash.example"}).message


def test_upn_of_somebody_who_left_is_theirs_for_life() -> None:
    assert "p000009" in refused(PUPIL, {"upn": OTHER_UPN}, OTHER.with_(**GONE)).message


def test_name_of_several_classes_means_the_one_that_is_still_there() -> None:
    old = SchoolClass(id="c000010", name="10A").with_(**GONE)
    assert edit(PUPIL, {"class": "10A"}, old) == PUPIL.with_(class_id="c000007")
    small = SchoolClass(id="c000010", name="10a")
    assert edit(PUPIL, {"class": "10a"}, small) == PUPIL.with_(class_id="c000010")
    twin = SchoolClass(id="c000010", name="10A")
    assert (
        refused(PUPIL, {"class": "10A"}, twin).message == "Several classes have that name: c000007, c000010."
    )
    assert edit(PUPIL.with_(class_id="c000010"), {"class": "10A"}, twin) == PUPIL.with_(class_id="c000010")


@pytest.mark.parametrize(
    ("record", "field"),
    [(PUPIL, "email"), (TEACHER, "upn"), (YEARS[0], "code"), (CLASSES[0], "pupils"), (PUPIL, "class_id")],
)
def test_unknown_field_names_those_that_there_are(record: Record, field: str) -> None:
    no = refused(record, {field: "x"})
    assert (no.exit, no.kind) == (Exit.USAGE, "usage")
    assert repr(field) in no.message
    assert no.hint == f"There are: {', '.join(EDITABLE[record.kind])}."


@pytest.mark.parametrize("record_id", ["p000099", "", "Amal Ahmed", "\x1b"])
def test_unknown_id(record_id: str) -> None:
    with pytest.raises(UnknownIdError) as no:
        edited(HUB, JO, record_id, {"last_name": "Ali"})
    assert (no.value.exit, no.value.kind) == (Exit.USAGE, "unknown_id")
    assert "\x1b" not in no.value.message


@pytest.mark.parametrize(
    ("record", "field", "message", "hint", "step"),
    [
        (
            PUPIL.with_(**SYNCED),
            "upn",
            "The field upn of p000008 is locked. The MIS keeps this pupil; change it there and sync again.",
            "Change it in the MIS.",
            Sync(Kind.PUPIL),
        ),
        (
            PUPIL.with_(**SYNCED),
            "class",
            "The field class of p000008 is locked. The MIS keeps this pupil; change it there and sync again.",
            "Change it in the MIS.",
            Sync(Kind.PUPIL),
        ),
        (
            YEARS[0].with_(**SYNCED),
            "name",
            "The field name of y000004 is locked. "
            "The MIS keeps this year group; change it there and sync again.",
            "Change it in the MIS.",
            Sync(Kind.YEAR_GROUP),
        ),
        (
            TEACHER.with_(**SYNCED),
            "last_name",
            "The field last_name of t000003 is locked. "
            "The MIS keeps this teacher; only account type and email can be edited here.",
            "Change it in the MIS.",
            Sync(Kind.TEACHER),
        ),
        (
            PUPIL.with_(access=Access.PENDING_DELETION, deleting_on=TODAY),
            "upn",
            "The field upn of p000008 is locked. This pupil is pending deletion; cancel the deletion first.",
            "",
            CancelDeletion(("p000008",)),
        ),
        (
            COORDINATOR,
            "account_type",
            "The field account_type of t000001 is locked. There is exactly one Access Coordinator.",
            "Only a nomination makes another one.",
            None,
        ),
        (
            PUPIL,
            "access",
            "The field access of p000008 is locked. access is kept by marktui itself.",
            "",
            None,
        ),
    ],
)
def test_locked_field_says_why_and_what_to_do(
    record: Record, field: str, message: str, hint: str, step: NextStep | None
) -> None:
    no = refused(record, {field: "x"})
    assert isinstance(no, LockedFieldError)
    assert (no.message, no.hint, no.next) == (message, hint, (step,) if step else ())
    assert (no.exit, no.kind) == (Exit.NOT_ALLOWED, "locked_field")


def test_synced_teacher_keeps_email_and_account_type_open() -> None:
    synced = TEACHER.with_(**SYNCED)
    after = edit(synced, {"email": "g@ash.example", "account_type": "teacher_admin"})
    assert after == synced.with_(email="g@ash.example", account_type=AccountType.TEACHER_ADMIN)


@pytest.mark.parametrize("record", [PUPIL, CLASSES[0], YEARS[0], TEACHER], ids=lambda one: one.id)
def test_desynced_record_is_open(record: Record) -> None:
    field = "last_name" if record.kind in (Kind.PUPIL, Kind.TEACHER) else "name"
    assert edit(record.with_(**GONE), {field: "New"}) != record


def test_teacher_admin_edits_teachers() -> None:
    assert edit(TEACHER, {"last_name": "Dole"}, login="tariq") == TEACHER.with_(last_name="Dole")


@pytest.mark.parametrize(
    ("record", "values", "what"),
    [
        (TEACHER, {"account_type": "teacher_admin"}, "change an account type"),
        (TEACHER, {"last_name": "Dole", "account_type": "teacher"}, "change an account type"),
        (ADMIN, {"last_name": "Dole"}, "edit this record"),
        (COORDINATOR, {"email": "x@ash.example"}, "edit this record"),
        (PUPIL, {"last_name": "Ali"}, "edit this record"),
        (CLASSES[0], {"name": "RC"}, "edit this record"),
        (YEARS[0], {"name": "Ten"}, "edit this record"),
    ],
)
def test_teacher_admin_edits_nothing_else(record: Record, values: dict[str, str], what: str) -> None:
    no = refused(record, values, login="tariq")
    assert no.message == f"Only the Access Coordinator (Jo Smith) may {what}."
    assert (no.exit, no.kind) == (Exit.NOT_ALLOWED, "not_allowed")


@pytest.mark.parametrize("record", [TEACHER, PUPIL, CLASSES[0], YEARS[0]], ids=lambda one: one.id)
@pytest.mark.parametrize("login", ["gwen", "nobody"])
def test_teacher_and_stranger_edit_nobody(record: Record, login: str) -> None:
    assert isinstance(refused(record, {"last_name": "Dole"}, login=login), NotAllowedError)


def test_coordinator_edits_teacher_admins_and_their_account_type() -> None:
    after = edit(ADMIN, {"last_name": "Mirza", "account_type": "teacher"})
    assert after == ADMIN.with_(last_name="Mirza", account_type=AccountType.TEACHER)


TEXTS = st.one_of(
    st.text(alphabet="aB1 @.\u0301\u200b\x1bß", max_size=5),
    st.sampled_from(
        ["", "10A", "rb", "R", "10", "2014-03-02", "2030-01-01", UPN, OTHER_UPN, FREE_UPN, "teacher",
         "teacher_admin", "access_coordinator", "gwen@ash.example", "TARIQ@ash.example", "new@ash.example"]
    ),
)  # fmt: skip
RECORDS = [*STAFF, *YEARS, *CLASSES, PUPIL, OTHER]


@st.composite
def edits(draw: st.DrawFn) -> tuple[Record, dict[str, str]]:
    record = draw(st.sampled_from(RECORDS))
    return record, draw(st.dictionaries(st.sampled_from(list(EDITABLE[record.kind])), TEXTS, max_size=3))


@given(edits(), st.sampled_from(["jo", "tariq"]))
def test_no_edit_breaks_a_rule_or_makes_a_clash(made: tuple[Record, dict[str, str]], login: str) -> None:
    record, values = made
    try:
        after = edit(record, values, login=login)
    except (UsageError, NotAllowedError):
        return
    hub = HUB.with_records([after])
    assert (broken_rules(hub), clashes(hub)) == ([], [])
    assert (after.id, after.link, after.desync) == (record.id, record.link, record.desync)


@pytest.mark.parametrize(
    ("record_id", "kind"),
    [
        ("t999999", Kind.TEACHER),
        ("p999999", Kind.PUPIL),
        ("c999999", Kind.CLASS),
        ("y999999", Kind.YEAR_GROUP),
        ("x", Kind.PUPIL),
        ("", Kind.PUPIL),
    ],
)
def test_an_unknown_id_leads_to_the_list_in_which_it_would_be(record_id: str, kind: Kind) -> None:
    with pytest.raises(UnknownIdError) as no:
        edited(HUB, actor_for(HUB, "jo"), record_id, {"name": "4B"})
    assert no.value.next == (ListRecords(kind),)
