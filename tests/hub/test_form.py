"""The form of a record: what is open to whom, and why the rest is not; it agrees with what an edit does."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.hub.accounts.permissions import Actor, actor_for
from marktui.hub.model.errors import NotAllowedError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import (
    Access,
    Desync,
    Link,
    Pupil,
    Reason,
    Record,
    SchoolClass,
    Teacher,
    YearGroup,
)
from marktui.hub.model.school import School
from marktui.hub.rules.add import added
from marktui.hub.rules.edit import edited
from marktui.hub.rules.field_input import ENTERED
from marktui.hub.rules.form import FormField, blank_form, edit_form

from .staff import ACCOUNTS, STAFF, TEACHER

BORN = date(2019, 5, 4)
PUPIL = Pupil(
    id="p000007",
    first_name="Amal",
    last_name="Ahmed",
    date_of_birth=BORN,
    year_group="1",
    class_id="c000004",
)
HUB = Hub(
    next_record=20,
    school=School("Ashgrove"),
    accounts=ACCOUNTS,
).with_records(
    [
        *STAFF,
        SchoolClass(id="c000004", name="Swans"),
        YearGroup(id="y000005", code="1", name="Year 1"),
        YearGroup(id="y000006", code="R", name="Reception"),
        PUPIL,
    ]
)
JO = actor_for(HUB, "jo")


def by_word(fields: tuple[FormField, ...]) -> dict[str, FormField]:
    return {field.word: field for field in fields}


def test_a_pupil_made_by_hand_is_open_and_has_choices() -> None:
    form = by_word(edit_form(HUB, JO, PUPIL))
    assert {word: field.text for word, field in form.items()} == {
        "first_name": "Amal",
        "last_name": "Ahmed",
        "upn": "",
        "date_of_birth": "2019-05-04",
        "year_group": "1",
        "class": "Swans",
    }
    assert not any(field.locked for field in form.values())
    assert (form["year_group"].choices, form["class"].choices) == (("", "R", "1"), ("", "Swans"))


def test_a_synced_teacher_is_open_in_two_fields_and_says_why_not_in_others() -> None:
    form = by_word(edit_form(HUB, JO, TEACHER.with_(link=Link("assembly", "7"))))
    assert [word for word, field in form.items() if not field.locked] == ["email", "account_type"]
    assert form["last_name"].locked == (
        "The MIS keeps this teacher; only account type and email can be edited here."
    )


def test_the_code_of_a_year_group_is_shown_and_stays() -> None:
    code, name = edit_form(HUB, JO, HUB.year_groups["y000005"])
    assert (code.word, code.text, name.locked) == ("code", "1", None)
    assert code.locked
    form = by_word(blank_form(HUB, JO, Kind.YEAR_GROUP))
    assert form["code"].needed
    assert form["code"].choices is not None
    assert "2" in form["code"].choices
    assert not {"1", "R"} & set(form["code"].choices)


def test_a_teacher_admin_adds_plain_teachers() -> None:
    (field,) = [one for one in blank_form(HUB, actor_for(HUB, "tariq"), Kind.TEACHER) if one.locked]
    assert (field.word, field.text) == ("account_type", "teacher")
    assert "may change an account type" in str(field.locked)
    assert not any(one.locked for one in blank_form(HUB, JO, Kind.TEACHER))


LINKS = st.sampled_from(
    [{}, {"link": Link("assembly", "7")}, {"link": Link("a", "7"), "desync": Desync(BORN, Reason.GONE)}]
)


@given(
    record=st.sampled_from([*HUB.people(), *HUB.classes.values(), *HUB.year_groups.values()]),
    link=LINKS,
    access=st.sampled_from(list(Access)),
    login=st.sampled_from([*(one.login for one in ACCOUNTS), "nobody"]),
)
def test_what_the_form_locks_an_edit_refuses_and_nothing_else(
    record: Record, link: dict[str, object], access: Access, login: str
) -> None:
    people = {"access": access} if isinstance(record, Teacher | Pupil) and record.id != "t000001" else {}
    record = record.with_(**link, **people)
    hub, actor = HUB.with_records([record]), actor_for(HUB, login)
    for field in edit_form(hub, actor, record):
        if field.word in ("code", "account_type") and not field.locked:
            continue
        assert _is_refused(hub, actor, record, field) is (field.locked is not None), field


def _is_refused(hub: Hub, actor: Actor, record: Record, field: FormField) -> bool:
    if field.word == "code":
        return True
    try:
        edited(hub, actor, record.id, {field.word: field.text})
    except NotAllowedError:
        return True
    return False


@pytest.mark.parametrize("kind", list(Kind))
def test_what_has_no_default_in_a_blank_form_and_is_needed_is_asked_for(kind: Kind) -> None:
    form = by_word(blank_form(HUB, JO, kind))
    assert list(form) == list(ENTERED[kind])
    given = {
        "last_name": "Byron",
        "email": "ada@a.example",
        "date_of_birth": "2019-01-01",
        "name": "Owls",
        "code": "2",
    }
    values = {word: given[word] for word in form if word in given}
    assert added(HUB, JO, kind, values)
    assert [word for word, field in form.items() if field.needed and word not in values] == []
