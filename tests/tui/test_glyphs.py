"""Symbols are ASCII unless the locale says that the terminal understands UTF-8."""

import msgspec
import pytest
from rich.segment import ControlType, Segment
from textual.color import Color

from marktui.tui.common.text.escape_filter import EscapeFilter
from marktui.wording.drawing.glyphs import ASCII, UNICODE, glyphs_for


@pytest.mark.parametrize(
    "environ",
    [
        {"LANG": "en_GB.UTF-8"},
        {"LANG": "C.UTF-8"},
        {"LC_ALL": "de_DE.utf8", "LANG": "C"},
        {"LC_CTYPE": "en_GB.UTF-8", "LANG": "C"},
    ],
)
def test_utf8_locale_gets_symbols(environ: dict[str, str]) -> None:
    assert glyphs_for(environ) is UNICODE


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"LANG": "C"},
        {"LANG": "en_GB.ISO-8859-1"},
        {"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"},
        {"LC_CTYPE": "C.UTF-8", "LANG": "C"},
    ],
)
def test_any_other_gets_ascii(environ: dict[str, str]) -> None:
    assert glyphs_for(environ) is ASCII


def test_ascii_is_ascii() -> None:
    assert all(glyph.isascii() for glyph in msgspec.structs.astuple(ASCII))


def test_what_textual_draws_is_ascii_where_that_is_all_there_is() -> None:
    typed = [Segment("Token ••• Zoë …\x1b]52;"), Segment("", None, [(ControlType.BELL,)])]
    for in_ascii, drawn in ((True, "Token *** Zoë ~]52;"), (False, "Token ••• Zoë …]52;")):
        text, control = EscapeFilter(in_ascii=in_ascii).apply(typed, Color(0, 0, 0))
        assert text.text == drawn
        assert control is typed[1]
