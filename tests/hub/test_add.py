"""Adding by hand: who may, what is needed, and that nobody is added twice."""

from datetime import date

import pytest

from marktui.hub.accounts.permissions import actor_for
from marktui.hub.model.errors import FieldError, MarktuiError, NotAllowedError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Pupil, SchoolClass, Status, YearGroup
from marktui.hub.model.school import School
from marktui.hub.rules.add import added
from marktui.hub.rules.integrity import broken_rules, clashes

from .staff import ACCOUNTS, STAFF

TODAY = date(2026, 9, 14)
UPN, OTHER_UPN = "B801200005001", "X00180001701A"


PUPIL = Pupil(id="p000006", first_name="Amal", last_name="Ahmed", date_of_birth=date(2021, 10, 3), upn=UPN)
HUB = Hub(
    next_record=20,
    school=School("Ashgrove"),
    accounts=ACCOUNTS,
).with_records(
    [
        *STAFF,
        YearGroup(id="y000004", code="R", name="Reception"),
        SchoolClass(id="c000005", name="RB"),
        PUPIL,
    ]
)
NEW = {
    Kind.TEACHER: {"first_name": "Ada", "last_name": "Byron", "email": "ada@a.example"},
    Kind.PUPIL: {"first_name": "Bo", "last_name": "Bell", "date_of_birth": "2021-10-04"},
    Kind.CLASS: {"name": "RC"},
    Kind.YEAR_GROUP: {"code": "1"},
}


def refused(kind: Kind, values: dict[str, str], login: str = "jo") -> MarktuiError:
    with pytest.raises(MarktuiError) as no:
        added(HUB, actor_for(HUB, login), kind, values, today=TODAY)
    return no.value


@pytest.mark.parametrize("kind", list(NEW))
def test_record_is_not_linked_and_has_access_and_the_next_id(kind: Kind) -> None:
    record = added(HUB, actor_for(HUB, "jo"), kind, NEW[kind], today=TODAY)
    assert (record.id, record.status) == (f"{kind.value[0]}000020", Status.NOT_LINKED)
    assert getattr(record, "access", Access.WITH_ACCESS) is Access.WITH_ACCESS
    after = HUB.with_records([record]).with_(next_record=21)
    assert (broken_rules(after), clashes(after)) == ([], [])


def test_every_field_is_read_as_an_edit_reads_it() -> None:
    more = {"class": "rb", "year_group": "r", "upn": f" {OTHER_UPN.lower()} "}
    record = added(HUB, actor_for(HUB, "jo"), Kind.PUPIL, {**NEW[Kind.PUPIL], **more}, today=TODAY)
    assert isinstance(record, Pupil)
    assert (record.class_id, record.year_group, record.upn) == ("c000005", "R", OTHER_UPN)


@pytest.mark.parametrize("kind", [Kind.TEACHER, Kind.PUPIL])
def test_teacher_admin_adds_people_and_a_teacher_nobody(kind: Kind) -> None:
    assert added(HUB, actor_for(HUB, "tariq"), kind, NEW[kind], today=TODAY)
    no = refused(kind, NEW[kind], "gwen")
    assert isinstance(no, NotAllowedError)
    assert (
        no.message == "Only the Access Coordinator (Jo Smith) or a Teacher Admin may add a teacher or pupil."
    )


def test_classes_and_teacher_admins_are_the_coordinators() -> None:
    assert refused(Kind.CLASS, NEW[Kind.CLASS], "tariq").message.endswith("may add a class.")
    assert refused(Kind.YEAR_GROUP, NEW[Kind.YEAR_GROUP], "tariq").message.endswith("may add a year group.")
    admin = {**NEW[Kind.TEACHER], "account_type": "teacher_admin"}
    assert refused(Kind.TEACHER, admin, "tariq").message.endswith("may change an account type.")
    assert added(HUB, actor_for(HUB, "jo"), Kind.TEACHER, admin, today=TODAY)
    plain = {**NEW[Kind.TEACHER], "account_type": "Teacher"}
    assert added(HUB, actor_for(HUB, "tariq"), Kind.TEACHER, plain, today=TODAY)


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [
        (Kind.TEACHER, {"email": " "}, "A teacher needs a email."),
        (Kind.PUPIL, {"date_of_birth": ""}, "A pupil needs a date of birth."),
        (Kind.CLASS, {"name": ""}, "A class needs a name."),
        (Kind.YEAR_GROUP, {"code": ""}, "A year group needs a code."),
        (Kind.YEAR_GROUP, {"code": "r"}, "The year group y000004 has that code already."),
        (Kind.YEAR_GROUP, {"code": "14"}, "There is no year group '14' in any school."),
        (Kind.YEAR_GROUP, {"pupils": "3"}, "A year group has no field 'pupils' to enter."),
        (Kind.TEACHER, {"first_name": "", "last_name": " "}, "A teacher needs a name."),
        (Kind.PUPIL, {"email": "a@b"}, "A pupil has no field 'email' to enter."),
        (Kind.PUPIL, {"access": "x"}, "A pupil has no field 'access' to enter."),
        (Kind.TEACHER, {"email": "JO@ash.example"}, "The teacher t000001 has that email already."),
        (Kind.PUPIL, {"upn": UPN}, "The pupil p000006 has that UPN already."),
        (Kind.CLASS, {"name": "rb"}, "The class c000005 has that name already."),
        (Kind.PUPIL, {"date_of_birth": "2026-09-15"}, "The date of birth cannot be right."),
        (Kind.PUPIL, {"class": "9Z"}, "There is no class '9Z' in the hub."),
        (Kind.PUPIL, {"last_name": "B\x1b"}, "The last name holds a character that cannot be shown."),
    ],
)
def test_bad_entries_are_told_in_one_sentence(kind: Kind, changes: dict[str, str], message: str) -> None:
    no = refused(kind, {**NEW[kind], **changes})
    assert isinstance(no, UsageError)
    assert no.message == message.replace("a email", "an email")
    assert no.hint or no.next


def test_same_name_and_birth_date_is_the_same_pupil_unless_two_upns_tell_them_apart() -> None:
    twin = {"first_name": "amal", "last_name": "AHMED", "date_of_birth": "2021-10-03"}
    assert refused(Kind.PUPIL, twin).message == "The pupil p000006 has that name and birth date already."
    assert added(HUB, actor_for(HUB, "jo"), Kind.PUPIL, {**twin, "upn": OTHER_UPN}, today=TODAY)


@pytest.mark.parametrize(
    ("code", "name"), [("n2", "Nursery 2"), ("1", "Year 1"), ("13", "Year 13")], ids=lambda word: word
)
def test_year_group_has_the_usual_name_unless_another_is_given(code: str, name: str) -> None:
    plain = added(HUB, actor_for(HUB, "jo"), Kind.YEAR_GROUP, {"code": code}, today=TODAY)
    assert (plain.label, plain.id, plain.status) == (name, "y000020", Status.NOT_LINKED)
    given = {"code": code, "name": "Owls"}
    assert added(HUB, actor_for(HUB, "jo"), Kind.YEAR_GROUP, given, today=TODAY).label == "Owls"
    after = HUB.with_records([plain]).with_(next_record=21)
    assert (broken_rules(after), clashes(after)) == ([], [])


def test_what_is_wrong_names_its_field() -> None:
    for kind, field, text in (
        (Kind.TEACHER, "email", "x"),
        (Kind.PUPIL, "class", "9Z"),
        (Kind.YEAR_GROUP, "code", ""),
        (Kind.CLASS, "name", "B\x1b"),
    ):
        no = refused(kind, {**NEW[kind], field: text})
        assert isinstance(no, FieldError)
        assert no.field == field
