"""Whatever bytes a terminal sends, they become events, and none of them ends the reading."""

import random
from collections.abc import Iterable
from time import monotonic

import pytest
from patience import PATIENCE
from textual import events
from textual.message import Message

from marktui.tui.terminal.input import PASTE_SILENCE, TerminalInput

START, END = b"\x1b[200~", b"\x1b[201~"
LATER = PASTE_SILENCE
"""Seconds from the last byte to the end of a paste that has no end."""


def said(messages: Iterable[Message]) -> list[str]:
    """Keys by their characters or names, and pasted texts."""
    return [
        f"<{one.text}>" if isinstance(one, events.Paste) else (one.character or one.key)
        for one in messages
        if isinstance(one, events.Paste | events.Key)
    ]


def read(source: TerminalInput, *pieces: bytes, at: float = 0.0) -> list[str]:
    """What several reads at one moment say."""
    return [one for piece in pieces for one in said(source.feed(piece, at))]


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        (b"\xe9a", "\ufffda"),  # Latin-1
        (b"\xf1q", "\ufffdq"),  # alt+q of a terminal of eight bits
        (b"\xc3a\xa9", "\ufffda\ufffd"),  # a letter torn in two
        (b"\xff\xfe\x00j", "\ufffd\ufffd\x00j"),  # UTF-16
        (b"\xed\xa0\x80j", "\ufffd\ufffd\ufffdj"),  # half of a pair
        (b"\xf8\x88\x80\x80\x80j", "\ufffd\ufffd\ufffd\ufffd\ufffdj"),  # five bytes
        (b"\xc0\xafj", "\ufffd\ufffdj"),  # overlong
        (b"\xc2\x9bj", "\x9bj"),  # a control character
        ("é語".encode(), "é語"),
    ],
)
def test_what_is_not_utf8_is_shown_as_such(sent: bytes, seen: str) -> None:
    assert "".join(read(TerminalInput(), sent)) == seen
    source = TerminalInput()
    assert "".join(read(source, *(bytes([one]) for one in sent))) == seen


def test_a_mark_that_a_slow_line_cuts_in_two_is_a_mark() -> None:
    source = TerminalInput()
    read(source, START[:4])
    heard: list[str] = []
    end = monotonic() + PATIENCE
    while not heard and monotonic() < end:
        heard = said(source.tick(0.0))
    read(source, START[4:])
    assert read(source, b"qs" + END) == ["<qs>"]


@pytest.mark.parametrize(
    "report",
    [
        b"\x1b[99999999999u",
        b"\x1b[1114112u",
        b"\x1b[97:65;1:3u",
        b"\x1b[1;1:3A",
        b"\x1b[;;99999999999u",
        b"\x1b[1;2;9999999999:1u",
        b"\x1b[48;0;0;0;0t",
        b"\x1b[48;0;0;0;0t\x1b[<0;3;3M",
        b"\x1b[48;24;80;0;0t\x1b[<0;3;3M",
        b"\x1b[48;99999;99999;9;9t",
        b"\x1b[<0;999999999;999999999M",
        b"\x1b[<" + b"9" * 29 + b"M",
        b"\x1b[?2026;9$y",
        b"\x1b[?2048;7$y",
        b"\x1b[99999999;99999999R",
    ],
)
def test_a_report_that_makes_no_sense_is_survived(report: bytes) -> None:
    source = TerminalInput()
    for message in source.feed(report, 0.0):
        if isinstance(message, events.Resize):
            assert (message.size.width, message.size.height) == (80, 24)
    list(source.tick(1e9))
    assert read(source, b"j") == ["j"]


REPLIES = (
    b"\x1bP1$r0 q\x1b\\",  # the form of the cursor
    b"\x1bP>|odd terminal 1.0 sq\x1b\\",
    b"\x1b]10;rgb:ffff/ffff/ffff\x07",
    b"\x1b]52;c;c3E=\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b^quits\x1b\\",
    b"\x1b[?64;1;2;6;9;15;22c",
    b"\x1b[>41;388;0c",
    b"\x1b[0n",
    b"\x1b[?997;1n",
    b"\x1b[4;600;800t",
    b"\x1b[2 q",
    b"\x1b[?1;2$y",
    b"\x1b[1;2;3;4;5q",
)


@pytest.mark.parametrize("reply", REPLIES)
def test_what_a_terminal_says_on_its_own_is_no_key(reply: bytes) -> None:
    assert read(TerminalInput(), b"k" + reply + b"j") == ["k", "j"]
    assert read(TerminalInput(), reply[:4], reply[4:], b"j") == ["j"]


@pytest.mark.parametrize("reply", [one for one in REPLIES if not one.startswith(b"\x1b[")])
def test_a_reply_without_an_end_is_over_after_a_silence(reply: bytes) -> None:
    source = TerminalInput()
    assert read(source, reply[:-2]) == []
    assert said(source.tick(LATER)) == []
    assert read(source, b"j", at=LATER) == ["j"]


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        (b"\x1b[A", "up"),
        (b"\x1bOA", "up"),
        (b"\x1b[[A", "f1"),
        (b"\x1b[5~", "pageup"),
        (b"\x1b[1;5C", "ctrl+right"),
        (b"\x1b[Z", "shift+tab"),
        (b"\x1b[97;5u", "ctrl+a"),
        (b"\x10", "ctrl+p"),
    ],
)
def test_keys_are_the_keys_that_they_were(sent: bytes, key: str) -> None:
    heard = list(TerminalInput().feed(sent, 0.0))
    assert [one.key for one in heard if isinstance(one, events.Key)] == [key]


@pytest.mark.parametrize("cut", range(1, len(START)))
def test_a_mark_that_is_cut_in_two_is_a_mark(cut: int) -> None:
    assert read(TerminalInput(), START[:cut], START[cut:] + b"qs" + END[:cut], END[cut:] + b"j") == [
        "<qs>",
        "j",
    ]


def test_a_paste_in_pieces_is_one_paste() -> None:
    assert read(TerminalInput(), START, b"a", b"\xc3", b"\xa9s", b"q\x1b", b"[201~j") == ["<aésq>", "j"]


@pytest.mark.parametrize(
    "rest", [b"", b"half a paste", b"a\nb", b"abc\x1b", b"abc\x1b[2", b"abc\x1b[201", b"\xc3"]
)
def test_a_paste_without_an_end_is_over_after_a_silence(rest: bytes) -> None:
    source = TerminalInput()
    assert read(source, START + rest, at=5.0) == []
    assert said(source.tick(5.0 + LATER / 2)) == []
    text = rest.partition(b"\x1b")[0].decode(errors="ignore")
    assert said(source.tick(5.0 + LATER)) == ([f"<{text}>"] if text else [])
    assert read(source, b"q")[-1] == "q"


def test_a_slow_paste_goes_on() -> None:
    source = TerminalInput()
    read(source, START)
    for second in range(1, 9):
        assert read(source, b"s" * 60, at=float(second)) == []
        assert said(source.tick(second + 0.9)) == []
    assert read(source, END, at=9.0) == [f"<{480 * 's'}>"]


@pytest.mark.parametrize("rate", [1, 5, 20])
def test_keys_pressed_into_a_paste_without_an_end_are_heard_in_the_end(rate: int) -> None:
    source = TerminalInput()
    read(source, START + b"half")
    heard = [one for at in range(rate * 4) for one in read(source, b"q", at=at / rate)]
    assert heard[0].startswith("<half")
    assert heard[-1] == "q"


@pytest.mark.parametrize("key", [b"\x03", b"\x1b[99;5u", b"\x1b[99;5:1u"])
def test_ctrl_c_is_heard_in_a_paste(key: bytes) -> None:
    for pieces in ((START + b"abc" + key,), (START, b"abc", key)):
        source = TerminalInput()
        assert read(source, *pieces) == ["\x03"]
        assert read(source, b"q") == ["q"]


def test_a_ctrl_c_that_is_part_of_a_whole_paste_is_text() -> None:
    assert read(TerminalInput(), START + b"a\x03b" + END) == ["<a\x03b>"]


def test_the_rest_of_a_paste_after_a_long_silence_is_no_command() -> None:
    source = TerminalInput()
    read(source, START + b"first")
    assert said(source.tick(LATER)) == ["<first>"]
    assert read(source, b"qqsd" + END + b"j", at=LATER + 1) == ["<qqsd>", "j"]


def test_two_pastes_in_one_read() -> None:
    assert read(TerminalInput(), START + b"a" + END + b"j" + START + b"b" + END) == ["<a>", "j", "<b>"]


def test_escape_alone_is_heard() -> None:
    source = TerminalInput()
    assert read(source, b"\x1b") == []
    heard: list[str] = []
    end = monotonic() + PATIENCE
    while not heard and monotonic() < end:
        heard = said(source.tick(0.0))
    assert heard == ["\x1b"]


PIECES = (
    START, END, b"\x1b", b"\x1b[", b"\x1b[<", b"9", b";", b":", b"u", b"t", b"M", b"\x03", b"\xff", b"\xc3",
    b"j", b"\x1b[48;", b"0;0;0;0t", b"\x1b[?", b"$y", b"\x1b]52;c;", b"\x07", b"\x1bP>|odd", b"\x1b\\",
    b"\x00", b"\x9b",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_whatever_comes_the_next_key_is_heard(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    source, now = TerminalInput(), 0.0
    for _ in range(4_000):
        now += chance.choice((0.0, 0.0, LATER / 3))
        list(source.feed(b"".join(chance.choices(PIECES, k=chance.randint(1, 6))), now))
        list(source.tick(now))
    list(source.tick(now + LATER))
    list(source.feed(b"~" * 40, now + LATER))
    assert read(source, b"j", at=now + 2 * LATER) == ["j"]
