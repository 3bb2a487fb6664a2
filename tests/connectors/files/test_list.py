"""Lists of pupils and staff as CSV files."""

from datetime import date

from marktui.connectors.files.formats import preview_files
from marktui.connectors.mis import MisClass, MisYearGroup
from marktui.hub.model.kind import Kind

from .schools import file, pupils, read

_SIMS = (
    "Pupils of Ashgrove Primary\r\n"
    "\r\n"
    "Adno;UPN;Surname;Forename;Preferred Forename;DOB;Year;Reg;SEN\r\n"
    "004411;X999200116001;Okafor;Ruth;Ruthie;14/06/2016;Y5;5 Oak;N\r\n"
    "004412;;Smith;Sam;;01/02/2016;5;5 Oak;K\r\n"
)


def test_a_list_of_pupils_gives_pupils_year_groups_and_classes() -> None:
    roster = read(_SIMS)

    ruth = pupils(roster)["admission:004411"]
    assert (ruth.first_name, ruth.last_name, ruth.upn) == ("Ruthie", "Okafor", "X999200116001")
    assert (ruth.date_of_birth, ruth.year_code) == (date(2016, 6, 14), "5")
    both = ("admission:004411", "admission:004412")
    assert roster.rows[Kind.YEAR_GROUP] == (
        MisYearGroup(mis_id="year:5", code="5", name="Year 5", member_ids=both),
    )
    assert roster.rows[Kind.CLASS] == (MisClass(mis_id="class:5+oak", name="5 Oak", member_ids=both),)
    assert Kind.TEACHER not in roster.rows


def test_a_preview_says_what_each_heading_is_read_as() -> None:
    [seen] = preview_files([file(_SIMS)], settings={})

    assert seen.words == "CSV with semicolons, UTF-8, headings as in SIMS"
    assert (seen.contents, seen.rows, seen.needed) == ("pupils", 2, "")
    fields = {column.heading: column.field for column in seen.columns}
    assert (fields["Adno"], fields["Reg"], fields["SEN"]) == ("pupils.admission", "pupils.class", None)
