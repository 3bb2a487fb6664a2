"""Text from an MIS is safe to keep and to show."""

import unicodedata

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.connectors.clean import clean_or_none
from marktui.hub.clean import clean, escaped, harmless

UNSEEN = {
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    "\u061c",
    "\ufeff",
    *map(chr, range(0x200B, 0x2010)),
    *map(chr, range(0x2028, 0x202F)),
    *map(chr, range(0x2060, 0x206A)),
}
ODD_TEXT = st.text(st.one_of(st.characters(), st.sampled_from(sorted(UNSEEN))))


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


@pytest.mark.parametrize("text", [None, "", "  ", "\u200b\t"])
def test_nothing_left_is_none(text: str | None) -> None:
    assert clean_or_none(text) is None


@given(ODD_TEXT)
def test_what_reaches_a_terminal_keeps_its_lines_and_nothing_else_that_is_unseen(text: str) -> None:
    assert UNSEEN & set(harmless(text)) <= {"\n", "\t"}
    assert harmless(text).count("\n") == text.count("\n")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_json_document_says_the_same_and_can_be_looked_at(text: str) -> None:
    document = escaped(orjson.dumps([text]).decode())
    assert orjson.loads(document) == [text]
    assert not UNSEEN & set(document)
