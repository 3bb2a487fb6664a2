"""Text from an MIS is safe to keep and to show."""

import unicodedata

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.connectors.rows import clean_or_none
from marktui.hub.model.text import clean, fold, is_visible_line, terminal_safe, terminal_safe_json
from marktui.store.file.safe_json import is_clean_json

IGNORABLE = (
    "00AD 034F 061C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164 FE00-FE0F FEFF FFA0 "
    "FFF0-FFF8 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF"
)
"""Default_Ignorable_Code_Point, as the Unicode Character Database lists it."""
BLANK = "2800 16FE4 1D159"
"""Letters and signs of the other categories that leave the page white."""


def characters(ranges: str) -> set[str]:
    """The characters of some ranges, as the Unicode Character Database writes them."""
    ends = [one.partition("-") for one in ranges.split()]
    return {
        chr(number) for first, _, last in ends for number in range(int(first, 16), int(last or first, 16) + 1)
    }


UNSEEN = characters(f"{IGNORABLE} {BLANK}") | {
    mark for mark in map(chr, range(0x110000)) if unicodedata.category(mark) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
}
ODD_TEXT = st.text(st.one_of(st.characters(), st.sampled_from(sorted(UNSEEN))))


def test_every_character_that_is_not_seen_is_taken_out_of_a_name() -> None:
    assert [mark for mark in sorted(UNSEEN) if clean(f"Zoe{mark}") != "Zoe"] == []


def test_what_a_person_may_not_type_is_what_is_taken_out_of_the_mis() -> None:
    every = map(chr, range(0x110000))
    assert [
        mark for mark in every if is_visible_line(mark) != (clean(f"a{mark}b") == normal(f"a{mark}b"))
    ] == []


def normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("number", [0xAD, 0x200D, 0x2800, 0x3164, 0xFE0F, 0xFFFE, 0xE0041, 0x1D159, 0x10FFFF])
def test_file_with_a_character_that_is_not_seen_is_no_plain_one(number: int) -> None:
    assert not is_clean_json(orjson.dumps([f"Zoë{chr(number)}"]))


@pytest.mark.parametrize(
    "text", ["Zoë O’Hara", "山田 愛", "Νίκος", "👩🏽", "half \ufffd", 'a "quote"', "a \\ b"]
)
def test_file_of_seen_characters_is_plain(text: str) -> None:
    assert is_clean_json(orjson.dumps([text]))


@given(ODD_TEXT)
def test_nothing_unseen_is_left(text: str) -> None:
    cleaned = clean(text)
    assert not UNSEEN & set(cleaned)
    assert cleaned == cleaned.strip()
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()


@given(ODD_TEXT)
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_plain_text_is_only_trimmed(text: str) -> None:
    assert clean(text) == text.strip()


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("  Amber ", "Amber"),
        ("Anna\tMaria", "Anna Maria"),
        ("Anna\r\nMaria", "Anna Maria"),
        ("Anna \n\n Maria", "Anna Maria"),
        ("Zoe\u0308", "Zoë"),
        ("Zo\u200b\u200de\ufeff", "Zoe"),
        ("\u202egnirts\u202c", "gnirts"),
        ("Max\x1b]52;c;aGVsbG8=\x07", "Max]52;c;aGVsbG8="),
        ("O'Brien-Núñez", "O'Brien-Núñez"),
        ("Anna  Maria", "Anna  Maria"),
        ("half \ud800", "half"),
    ],
)
def test_cleaning(came: str, kept: str) -> None:
    assert clean(came) == kept


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("Anna  Maria", "Anna Maria"),
        ("Anna\u00a0Maria", "Anna Maria"),
        ("Anna\u2003 \tMaria", "Anna Maria"),
        ("\u3000Anna", "Anna"),
        ("Sean\u00ad", "Sean"),
        ("\u3164", None),
        ("Lea\ufe0f", "Lea"),
        ("Max\U000e0067", "Max"),
    ],
)
def test_a_name_of_the_mis_has_single_spaces_and_nothing_unseen(came: str, kept: str | None) -> None:
    assert clean_or_none(came) == kept


@pytest.mark.parametrize(
    "written",
    ["anna  maria", "ANNA\u00a0MARIA", "Anna\tMaria ", "Anna\u200b Ma\u00adria", "Anna \u2009 Maria"],
)
def test_names_compare_without_case_what_is_unseen_and_kinds_of_space(written: str) -> None:
    assert fold(written) == fold("Anna Maria")


@pytest.mark.parametrize("text", [None, "", "  ", "\u200b\t"])
def test_nothing_left_is_none(text: str | None) -> None:
    assert clean_or_none(text) is None


@given(ODD_TEXT)
def test_what_reaches_a_terminal_keeps_its_lines_and_nothing_else_that_is_unseen(text: str) -> None:
    assert UNSEEN & set(terminal_safe(text)) <= {"\n", "\t"}
    assert terminal_safe(text).count("\n") == text.count("\n")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_json_document_says_the_same_and_can_be_looked_at(text: str) -> None:
    document = terminal_safe_json(orjson.dumps([text]).decode())
    assert orjson.loads(document) == [text]
    assert not UNSEEN & set(document)
