"""What is unsafe in a text is defined once: every door lets the same characters of Unicode through."""

import io
import logging
from collections.abc import Callable
from datetime import date
from functools import cache
from unicodedata import normalize

import msgspec
import orjson
import pytest
from rich.segment import Segment
from textual.color import Color

from marktui.cli.terminal.terminal_guard import GuardedStream
from marktui.connectors.rows import clean_or_none
from marktui.hub.accounts.permissions import is_login
from marktui.hub.leavers.decisions import Decision, DecisionRequest, assess
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.school import School
from marktui.hub.model.text import (
    clean,
    clean_json_value,
    is_visible,
    is_visible_line,
    terminal_safe,
    terminal_safe_json,
)
from marktui.hub.rules.create import new_hub
from marktui.hub.rules.entered_text import checked_text
from marktui.store.disk.log import LineFormatter
from marktui.store.file.safe_json import clean_json, is_clean_json
from marktui.tui.common.text.escape_filter import EscapeFilter

BREAKS = "\t\n\v\f\r"


@cache
def unsafe() -> list[str]:
    return [mark for mark in map(chr, range(0x110000)) if mark not in BREAKS and not is_visible(mark)]


@cache
def safe() -> str:
    return "".join(map(chr, range(0x110000))).translate(dict.fromkeys(map(ord, [*BREAKS, *unsafe()])))


@cache
def written(text: str) -> str:
    """A text as it is compared, whatever way it is written."""
    return "".join(normalize("NFC", text).split())


def is_half(mark: str) -> bool:
    """Whether a character is one half of a pair."""
    return 0xD800 <= ord(mark) < 0xE000


def drawn(text: str) -> str:
    segments = EscapeFilter(in_ascii=False).apply([Segment(text)], Color(0, 0, 0))
    return "".join(one.text for one in segments)


def printed(text: str) -> str:
    page = io.BytesIO()
    stream = GuardedStream(page, encoding="utf-8")
    stream.write(text)
    stream.flush()
    return page.getvalue().decode()


REMOVE: dict[str, Callable[[str], str]] = {
    "the MIS": lambda text: clean_or_none(text) or "",
    "a name": clean,
    "a document to print": lambda text: clean_json_value([text])[0],
    "a file": lambda text: clean_json(orjson.dumps([text]))[0],
    "the screen": drawn,
    "the output": printed,
    "a terminal": terminal_safe,
}
"""The doors that take unsafe characters out."""


def typed(text: str) -> bool:
    return accepts(lambda: checked_text("name", text))


def new_school(text: str) -> bool:
    return accepts(lambda: new_hub(school=text, coordinator="Jo Fox", email="jo@ash.example", login="jo"))


def new_coordinator(text: str) -> bool:
    return accepts(lambda: new_hub(school="Ash", coordinator=text, email="jo@ash.example", login="jo"))


def noted(text: str) -> bool:
    request = DecisionRequest(decision=Decision.KEEP, today=date(2026, 9, 1), note=text)
    return accepts(lambda: assess(Hub(school=School("Ash")), (), request))


def stored(text: str) -> bool:
    # Only quotes and backslashes are escaped.
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    content = f'["{escaped}"]'.encode()
    try:
        return msgspec.json.decode(content) == [text] and is_clean_json(content)
    except msgspec.DecodeError:
        return False


def accepts(work: Callable[[], object]) -> bool:
    try:
        work()
    except UsageError:
        return False
    return True


REFUSE: dict[str, Callable[[str], bool]] = {
    "a field": typed,
    "the name of a school": new_school,
    "the name of a coordinator": new_coordinator,
    "a note": noted,
    "a line": is_visible_line,
    "a file as marktui writes it": stored,
}
"""The doors that refuse a text with an unsafe character."""


@pytest.mark.parametrize("door", REMOVE)
def test_what_is_unsafe_is_taken_out_at_every_door(door: str) -> None:
    # A file cannot hold half a character.
    marks = [mark for mark in unsafe() if door != "a file" or not is_half(mark)]
    assert [mark for mark in marks if REMOVE[door](f"a{mark}b") != "ab"] == []


@pytest.mark.parametrize("door", REMOVE)
def test_all_else_stays(door: str) -> None:
    assert written(REMOVE[door](safe())) == written(safe())


@pytest.mark.parametrize("door", REFUSE)
def test_what_is_unsafe_is_refused_at_every_door(door: str) -> None:
    marks = [mark for mark in unsafe() if not door.startswith("a file") or not is_half(mark)]
    assert [mark for mark in marks if REFUSE[door](f"a{mark}b")] == []


@pytest.mark.parametrize("door", REFUSE)
def test_nothing_else_is_refused(door: str) -> None:
    assert REFUSE[door](safe())


@pytest.mark.parametrize("door", [door for door in REFUSE if not door.startswith("a file")])
@pytest.mark.parametrize("mark", BREAKS, ids=ascii)
def test_what_people_type_is_one_line(door: str, mark: str) -> None:
    assert not REFUSE[door](f"a{mark}b")


def test_no_login_has_an_unsafe_character() -> None:
    assert [mark for mark in [*unsafe(), *BREAKS] if is_login(f"a{mark}b")] == []


def test_a_json_document_holds_unsafe_characters_as_numbers_alone() -> None:
    marks = [mark for mark in unsafe() if not is_half(mark)]
    document = terminal_safe_json(orjson.dumps(marks).decode())
    assert is_visible_line(document)
    assert orjson.loads(document) == marks


def test_a_line_of_the_log_has_no_unsafe_character() -> None:
    record = logging.LogRecord("marktui.test", logging.INFO, "", 0, "".join(unsafe()), (), None)
    assert is_visible_line(LineFormatter().format(record))


def test_what_is_unsafe_is_found_anywhere_in_a_long_file() -> None:
    assert all(is_clean_json(b"a" * before + "Zoë".encode() + b"a" * 9_000) for before in range(2_040, 2_052))
    for mark in ("\x7f", "\u200b", "\U000e0041"):
        for before in range(2_040, 2_052):
            assert not is_clean_json(b"a" * before + mark.encode() + b"a" * 9_000)
