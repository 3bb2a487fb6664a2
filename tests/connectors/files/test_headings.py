"""The headings that are known."""

from pathlib import Path

from marktui.connectors.files.formats import preview_files
from marktui.connectors.files.readers.csv.known_headings import FIELDS, PRESETS, key_of, known_headings

from .schools import file, pupils, read

_DOCUMENT = Path(__file__).parents[3] / "docs" / "files.md"


def test_every_field_and_heading_is_in_the_document() -> None:
    document = _DOCUMENT.read_text()
    for part, fields in FIELDS.items():
        for field in fields:
            assert f"| `{part}.{field.name}` | {field.label} | {', '.join(field.headings)} |" in document


def test_headings_that_schools_have_been_seen_to_export_are_read() -> None:
    """Those of reports of Arbor, SIMS and Bromcom, as public scripts read them."""
    rows = ",".join(("7", "X999200116001", "Ruth", "Okafor", "14/06/2016", "5", "5 Oak"))
    for headings in (
        "Arbor Student ID,UPN,Legal First Name,Legal Last Name,DOB,NC Year(s) for today,Registration form",
        "Adno,UPN,Legal Forename,Legal Surname,DOB,Year taught in Code,Reg",
        "Admission Number,UPN,Preferred First name,Preferred Last name,DOB,Year Group Name,Tutor Group",
    ):
        [pupil] = pupils(read(f"{headings}\n{rows}\n")).values()
        assert (pupil.name, pupil.upn, pupil.year_code) == ("Ruth Okafor", "X999200116001", "5"), headings
    [preview] = preview_files([file(f"{headings}\n{rows}\n")], settings={})
    assert preview.words.endswith("headings as in Bromcom")


def test_no_heading_means_two_fields_and_each_of_a_preset_is_known() -> None:
    for part, fields in FIELDS.items():
        keys = [key_of(heading) for field in fields for heading in field.headings]
        assert len(keys) == len(set(keys)), part
    known = known_headings("pupils").keys() | known_headings("staff").keys()
    presets = {key_of(heading) for headings in PRESETS.values() for heading in headings}
    assert presets - known == {"studentemail"}
