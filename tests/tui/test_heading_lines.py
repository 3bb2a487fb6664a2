"""The lines of the page *Headings*, what can be said of each, and the settings after that."""

from collections.abc import Mapping

from marktui.connectors.files.formats import preview_files
from marktui.connectors.files.look import with_contents
from marktui.connectors.files.roster import FileContent
from marktui.tui.common.text.cells import cell_text
from marktui.tui.connect.headings.answers import asked_of, cleared, settings_after
from marktui.tui.connect.headings.lines import FieldLine, FileLine, Line, id_of, lines_of, row_of, sentence_of

PUPILS = (
    "Adno,UPN,Surname,Forename,Surname,DOB,Jahr,School\n"
    "1,X999200116001,Okafor,Ruth,Okoro,14/06/2016,5,Ashgrove\n"
    "2, ,Smith,Sam,Smith,01/02/2016,5,Birch Hill\n"
)
STAFF = "Who,Wann\nDana Reis,x\n"


def lines(settings: Mapping[str, str], *files: tuple[str, str]) -> dict[str, Line]:
    """The lines of some files, by their ids."""
    given = files or (("pupils.csv", PUPILS),)
    contents = [FileContent(name, text.encode(), place=f"/exports/{name}") for name, text in given]
    return {id_of(one): one for one in lines_of(preview_files(contents, settings=settings), settings)}


def cells(line: Line) -> list[str]:
    """A line as it is read in the table."""
    return [cell_text(cell).strip() for cell in row_of(line).cells]


def test_each_field_says_its_heading_how_it_was_found_and_how_many_rows_have_one() -> None:
    shown = lines({})
    assert cells(shown["file pupils.csv"])[:3] == ["pupils.csv", "pupils", "2 rows"]
    field = {one.guess.field: cells(one) for one in shown.values() if isinstance(one, FieldLine)}
    assert field["pupils.upn"] == ["UPN", "UPN", "1 of 2", "a usual heading"]
    assert field["pupils.admission"] == ["admission number", "Adno", "2 of 2", "as in SIMS"]
    assert field["pupils.first_name"] == ["first name *", "Forename", "2 of 2", "as in SIMS"]
    assert field["pupils.last_name"] == ["last name *", "! pick one", "", "two columns can be it"]
    assert field["pupils.year"] == ["year group", "none", "", ""]
    assert cells(shown["column Jahr of pupils.csv"]) == ["not read", "Jahr", "2 of 2", "not a known heading"]
    assert cells(shown["setting dates"]) == ["03/04/2016 is", "worked out by itself", "", ""]
    assert "setting grades" not in shown
    texts = [text for one in shown.values() for text in (*cells(one), sentence_of(one))]
    texts += [f"{asked.title} {asked.answers}" for one in shown.values() if (asked := asked_of(one))]
    assert not any(secret in text for text in texts for secret in ("Okafor", "Ruth", "X9992", "14/06"))


def test_a_heading_is_picked_left_out_and_cleared() -> None:
    upn = lines({})["field pupils.upn pupils.csv"]
    asked = asked_of(upn)
    assert asked is not None
    assert asked.now == ""
    assert asked.answers["=Jahr"] == "Jahr  (2 of 2 rows)"
    assert asked.answers["=Adno"] == "Adno  (2 of 2 rows; now the admission number)"
    assert "=Surname#2" in asked.answers

    picked = settings_after(upn, "=Jahr", {"source": "/exports"})
    assert picked == {"source": "/exports", "columns": '{"pupils.upn":"Jahr"}'}
    after = lines(picked)["field pupils.upn pupils.csv"]
    assert cells(after) == ["UPN", "Jahr", "2 of 2", "picked by hand"]
    assert cleared(after, picked) == {"source": "/exports"}
    none = lines(settings_after(upn, "none", picked))["field pupils.upn pupils.csv"]
    assert cells(none) == ["UPN", "none", "", "left out by hand"]
    gone = lines(settings_after(upn, "=Nr", {}))["field pupils.upn pupils.csv"]
    assert cells(gone) == ["UPN", "! Nr", "", "picked by hand, and not there"]
    assert "there is no such heading" in sentence_of(gone)
    year = settings_after(lines({})["column Jahr of pupils.csv"], "pupils.year", {})
    assert cells(lines(year)["field pupils.year pupils.csv"])[1:3] == ["Jahr", "2 of 2"]
    assert "column Jahr of pupils.csv" not in lines(year)


def test_dates_school_and_whom_a_file_is_of_are_said_there_too() -> None:
    shown = lines({"dates": "month-first"})
    assert cells(shown["setting dates"])[1] == "4 March, month first"
    assert cleared(shown["setting dates"], {"dates": "month-first"}) == {}
    assert settings_after(shown["setting org"], "Birch Hill", {}) == {"org": "Birch Hill"}

    unknown = lines({}, ("a b.csv", STAFF))
    head = unknown["file a b.csv"]
    assert cells(head)[1] == "! not known"
    asked = asked_of(unknown["column Who of a b.csv"])
    assert asked is not None
    assert asked.answers["staff.full_name"] == "staff: full name"
    said = settings_after(head, "staff", {})
    assert said == {"staff": "'/exports/a b.csv'"}
    assert with_contents(said, "/exports/a b.csv", "pupils") == {"pupils": "'/exports/a b.csv'"}
    assert cleared(head, said) == {}


def test_a_list_without_headings_shows_nobody_in_their_place() -> None:
    shown = lines({}, ("pupils.csv", "Okafor;Ruth;14/06/2016\nSmith;Sam;01/02/2016\n"))
    texts = [text for one in shown.values() for text in (*cells(one), sentence_of(one))]
    assert not any("Okafor" in text or "Ruth" in text for text in texts)
    assert not any(one.startswith("column") for one in shown)


def test_a_format_with_names_of_its_own_has_no_headings_to_pick() -> None:
    users = "sourcedId,givenName,familyName,role,grades\n1,Ruth,Okafor,student,5\n"
    shown = lines({}, ("users.csv", users))
    [head] = (one for one in shown.values() if isinstance(one, FileLine))
    assert list(shown) == ["file users.csv", "setting grades", "setting ids"]
    assert asked_of(head) is None
    assert "Its format says what stands where." in sentence_of(head)
