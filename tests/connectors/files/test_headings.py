"""The headings that are known."""

from pathlib import Path

from marktui.connectors.files.readers.csv.headings import FIELDS, PRESETS, key_of, known_headings

_DOCUMENT = Path(__file__).parents[3] / "docs" / "files.md"


def test_every_field_and_heading_is_in_the_document() -> None:
    document = _DOCUMENT.read_text()
    for part, fields in FIELDS.items():
        for field in fields:
            assert f"| `{part}.{field.name}` | {field.label} | {', '.join(field.headings)} |" in document


def test_no_heading_means_two_fields_and_each_of_a_preset_is_known() -> None:
    for part, fields in FIELDS.items():
        keys = [key_of(heading) for field in fields for heading in field.headings]
        assert len(keys) == len(set(keys)), part
    known = known_headings("pupils").keys() | known_headings("staff").keys()
    presets = {key_of(heading) for headings in PRESETS.values() for heading in headings}
    assert presets - known == {"studentemail"}
