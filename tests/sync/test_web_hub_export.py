"""What an export for the web hub writes, and that an import brings the same pupils back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, Kept, Pupil, Reason, Record
from marktui.hub.model.school import School
from marktui.hub.model.text import clean, is_visible_line
from marktui.hub.web_hub.table import Table, read_table
from marktui.store.file.entry import What
from marktui.sync.decide.web_hub_files import sheet_of
from marktui.sync.web_hub.export_plan import ExportPlan
from marktui.sync.web_hub.make_export_plan import plan_export
from marktui.sync.web_hub.make_import_plan import plan_import

from .builders import EARLIER, TODAY, a_class, a_pupil, a_year, desynced, linked, upn
from .memory_hub import HubInMemory

MARK = "Action,User ID,User Type,First name,Middle name,Last name,Year group,Class,Date of birth,Gender,UPN"
YEAR, OAK, ELM = a_year("4", "7"), a_class("Oak", number=1), a_class("Elm", number=2)
EMPTY = Hub(school=School("Ashgrove"), next_record=9000)


def template(headings: str = MARK) -> Table:
    return read_table(f"\ufeff{headings}\r\n".encode(), "template.csv")


def pupil(number: int, **fields: object) -> Pupil:
    return a_pupil(number, **{"year_group": "4", "class_id": OAK.id, **fields})


class WebHubSchool(HubInMemory):
    """A hub in memory, with the exports and imports between it and the web hub."""

    def __init__(self, *records: Record) -> None:
        super().__init__(EMPTY.with_records([YEAR, OAK, ELM, *records]))

    def plan(self, since: int | None = None, *, everybody: bool = False, headings: str = MARK) -> ExportPlan:
        return plan_export(self.hub, self.entries, template(headings), since=since, everybody=everybody)

    def export(self) -> dict[str, str]:
        """Export, and tell who got which action."""
        plan = self.plan()
        self.add(self.hub, what=What.EXPORT, web_hub=plan.state)
        return {one.id: one.action for one in plan.rows}

    def take(self, *lines: str) -> None:
        """Import the web hub's own export."""
        content = "\n".join(("User ID,First name,Last name,Class,Date of birth", *lines))
        table = read_table(content.encode(), "export.csv")
        plan = plan_import(self.hub, table, TODAY)
        self.add(plan.after, plan.changes, What.IMPORT, web_hub=plan.state)


def test_the_template_decides_and_what_is_required_is_asked_for() -> None:
    school = WebHubSchool(pupil(1, web_id="71"), pupil(2), a_pupil(3), pupil(4, first_name="=Bo"))
    plan = school.plan()
    told = [(one.id, one.action) for one in plan.rows]
    assert sorted(told) == [("p000001", "E"), ("p000002", "A"), ("p000004", "A")]
    assert [(one.id, one.why) for one in plan.left_out] == [("p000003", "no year group and class")]
    assert plan.messages == (
        "The web hub requires Gender, which marktui does not hold: fill it in before you upload.",
        "Left empty, since marktui does not hold it: Middle name.",
        "1 pupil is edited with empty cells; it is not known whether the web hub keeps what it has there. "
        "If its Export CSV has the template's columns, take that as the template: it fills them.",
    )
    row = next(one for one in plan.rows if one.id == "p000001")
    first, last = row.name.split()
    assert plan.cells(row) == ["E", "71", "S", first, "", last, "Year 4", "Oak", "02/09/2014", "", ""]
    text = sheet_of(plan, plan.rows, template()).content.decode("utf-8")
    assert text.startswith(f"\ufeff{MARK}\r\n")
    assert ",'=Bo," in text


def test_nobody_is_edited_under_the_user_id_of_somebody_else() -> None:
    school = WebHubSchool(pupil(1, web_id="71"), pupil(2, web_id="72"))
    rows = f"{MARK}\r\n,71,S,Ana,,Else,Year 4,Oak,01/01/2010,F,\r\n,72,S,Ana,,Else,Year 4,Oak,,M,\r\n"
    plan = plan_export(school.hub, school.entries, read_table(rows.encode(), "export.csv"))
    assert [(one.id, one.action) for one in plan.rows] == [("p000002", "E")]
    assert [one.id for one in plan.left_out] == ["p000001"]


def test_what_the_web_hub_has_besides_is_carried_over_from_its_own_export() -> None:
    school = WebHubSchool(pupil(1, web_id="71", first_name="Zoe"))
    rows = f"{MARK},FSM\r\n,71,S,Ana,'-M,Old,Year 3,Elm,,F,{upn(1)},Y\r\n,72,S,Bo,,Bell,,,,M,,N\r\n"
    table = read_table(rows.encode(), "export.csv")
    plan = plan_export(school.hub, (), table)
    (row,) = plan.rows
    assert plan.messages == ()
    last = pupil(1).last_name
    assert plan.cells(row) == [
        *("E", "71", "S", "Zoe", "-M", last, "Year 4", "Oak", "02/09/2014", "F", upn(1), "Y")
    ]


def test_whoever_a_doubtful_row_may_be_is_not_added_a_second_time() -> None:
    one = pupil(1, first_name="Ana", last_name="Reis")
    school = WebHubSchool(one, pupil(2))
    school.take("71,Ana,Reis,Oak,01/01/2014")
    plan = school.plan()
    assert [row.id for row in plan.rows] == ["p000002"]
    assert [out.why for out in plan.left_out] == [
        "may be in the web hub already: the last import left a row alone that may be theirs"
    ]
    school.take("71,Ana,Reis,Oak,02/09/2014")
    plan = school.plan()
    assert ([row.id for row in plan.rows], plan.left_out) == (["p000002"], ()), "it is there, and the same"


def test_an_asterisk_says_what_is_required_and_other_products_are_filled_too() -> None:
    headings = "Action*;User ID;Type*;Username;First Name*;Last Name*;Interface*;Class;Access to application"
    plan = WebHubSchool(a_pupil(1)).plan(headings=headings)
    (row,) = plan.rows
    assert plan.cells(row) == ["A", "", "S", "", row.name.split()[0], row.name.split()[1], "", "", "Y"]
    assert "The web hub requires Interface," in plan.messages[1]
    assert sheet_of(plan, plan.rows, template(headings)).text.splitlines()[0] == headings


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        ("User ID,First name,Last name", "The template has no column Action."),
        ("Action,Name", "it has no column First name and Last name"),
    ],
)
def test_no_template(headings: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        WebHubSchool().plan(headings=headings)
    assert said in refused.value.message


def test_only_what_is_new_or_changed_is_written_and_an_undo_makes_it_due_again() -> None:
    one, two = pupil(1), pupil(2)
    school = WebHubSchool(one, two)
    assert "a second time" in school.plan().messages[0]
    assert school.export() == {one.id: "A", two.id: "A"}
    assert school.plan().rows == ()
    school.edit(pupil(3), two.with_(class_id=ELM.id))
    plan = school.plan()
    assert [(row.id, row.action) for row in plan.rows] == [("p000003", "A")]
    assert f"known here: {two.label} ({two.id})." in plan.messages[0]
    ids = ((70, one), (71, two))
    assert school.plan(everybody=True).messages[0].startswith("2 pupils were added to the web hub before")
    school.take(*(f"{id_},{one.first_name},{one.last_name},Oak,{one.date_of_birth}" for id_, one in ids))
    assert [one.web_id for one in school.hub.pupils.values()] == ["70", "71", None]
    moved = two.with_(class_id=ELM.id, web_id="71")
    school.edit(moved)
    assert school.export() == {"p000003": "A", two.id: "E"}
    assert school.export() == {}
    school.undo(school.hub.next_entry - 2)
    assert {row.id: row.action for row in school.plan().rows} == {"p000003": "A", two.id: "E"}
    assert {row.id for row in school.plan(everybody=True).rows} == {one.id, two.id, "p000003"}


def test_what_changed_after_an_entry() -> None:
    one, two = pupil(1, web_id="71"), pupil(2)
    school = WebHubSchool(one, two)
    number = school.edit(a_class("Ash", number=3))
    assert school.plan(number).rows == ()
    school.edit(pupil(3), one.with_(first_name="Zoe"), two.with_(class_id=ELM.id))
    plan = school.plan(number)
    assert {row.id: row.action for row in plan.rows} == {"p000003": "A", one.id: "E"}
    assert f"known here: {two.label} ({two.id})." in plan.messages[0]
    school.edit(OAK.with_(name="Oak 2"))
    assert {row.id for row in school.plan(number + 1).rows} == {one.id}, "a class was renamed"
    with pytest.raises(UsageError, match="no entry 99"):
        school.plan(99)
    school.add(school.hub, what=What.RESTORE)
    with pytest.raises(UsageError, match="A backup was restored after entry"):
        school.plan(number)


def test_leavers_are_listed_once_and_whoever_returns_is_granted_access() -> None:
    stays, goes = linked(pupil(1), "1"), linked(pupil(2), "2")
    kept = desynced(pupil(3), "3").with_(kept=Kept(TODAY))
    school = WebHubSchool(stays, goes, kept, desynced(pupil(4), "4", Reason.OUT_OF_RANGE))
    assert [(one.id, one.why) for one in school.plan().to_revoke] == [
        ("p000004", "in a year group that is not set up")
    ]
    school.export()
    gone = desynced(pupil(2), "2", Reason.GONE).with_(web_id="72")
    school.edit(gone, stays.with_(access=Access.WITHOUT_ACCESS), pupil(5, access=Access.WITHOUT_ACCESS))
    listed = {one.id: (one.user_id, one.class_name, one.why) for one in school.plan().to_revoke}
    assert listed == {
        gone.id: ("72", "Oak", "no longer in the MIS"),
        stays.id: (None, "Oak", "without access"),
    }
    assert school.export() == {}
    assert school.plan().to_revoke == ()
    school.edit(gone.with_(desync=None))
    plan = school.plan()
    assert [(row.id, row.action) for row in plan.rows] == [(gone.id, "E")]
    assert f"Grant access again in the web hub, under Without access: {gone.label}." in plan.messages
    assert EARLIER < TODAY


def test_a_file_has_250_rows_at_most() -> None:
    plan = WebHubSchool(*(pupil(number) for number in range(1, 502))).plan()
    assert [len(rows) for rows in plan.files] == [250, 250, 1]
    assert plan.state.columns == ("First name", "Last name", "Year group", "Class", "Date of birth", "UPN")


def test_what_was_exported_cannot_vanish_unseen() -> None:
    school = WebHubSchool()
    made = school.edit(pupil(1))
    school.export()
    refusal = school.refusal(made)
    assert refusal.message == "Entry 1 cannot be undone: p000001 was exported later (entry 2)."
    school.undo(refusal.first)
    school.undo(made)
    assert not school.hub.pupils


NAMES = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=12
    )
    .map(clean)
    .filter(lambda name: bool(name) and is_visible_line(name))
)
RISKY = st.sampled_from("=+-@'\",;|").flatmap(lambda mark: NAMES.map(lambda name: clean(f"{mark}{name}")))


@given(st.lists(st.tuples(NAMES | RISKY, NAMES | RISKY, NAMES | RISKY), min_size=1, max_size=4))
def test_round_trip(names: list[tuple[str, str, str]]) -> None:
    classes = {name: a_class(name, number=place) for place, (_, _, name) in enumerate(names)}
    records = [
        a_pupil(place, first_name=first, last_name=last, year_group="4", class_id=classes[name].id)
        for place, (first, last, name) in enumerate(names)
    ]
    hub = EMPTY.with_records([YEAR, *classes.values(), *records])
    plan = plan_export(hub, (), template(), everybody=True)
    content = sheet_of(plan, plan.rows, template()).content
    back = plan_import(EMPTY, read_table(content, "back.csv"), TODAY)
    assert back.bad == ()
    told = {(one.first_name, one.last_name, one.date_of_birth) for one in records}
    after = back.after.pupils.values()
    known = {(one.first_name, one.last_name, one.date_of_birth) for one in after}
    assert known == told
    by_fold = {name.casefold() for name in classes}
    if len(by_fold) == len(classes):
        assert {back.after.class_name(one) for one in after} == set(classes)
    assert {one.year_group for one in after} == {"4"}
    assert all(isinstance(one.date_of_birth, date) for one in after)
