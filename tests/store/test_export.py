"""CSV files are safe to open in a spreadsheet, private, and whole or not there."""

import csv
import io
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.hub.model.errors import Exit, UsageError
from marktui.store.disk.errors import StoreError
from marktui.store.disk.export import csv_text, write_csv


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_file_is_readable_by_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "leavers.csv"
    write_csv(
        path, ["name", "years", "note"], [{"name": 'Zoë "Zo", 日本', "years": ["4", "5"], "note": None}]
    )
    assert path.read_bytes().startswith(b"\xef\xbb\xbfname,years,note\r\n")
    assert read(path)[1] == ['Zoë "Zo", 日本', "4, 5", ""]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_formula_is_disarmed(start: str) -> None:
    text = csv_text(["a"], [{"a": f"{start}cmd()"}])
    _titles, row = csv.reader(io.StringIO(text, newline=""))
    assert row == [f"'{start}cmd()"]


STARTS = st.sampled_from(["=", "+", "-", "@", "＝", "－", "﹣", "−"])
BLANKS = st.text(st.sampled_from(" \t\u00a0\u3000\u200b\ufeff\u202e'\"."))


@given(BLANKS, STARTS, st.text())
def test_formula_is_disarmed_whatever_stands_before_it(blank: str, start: str, rest: str) -> None:
    text = f"{blank}{start}{rest}"
    ((_, cell),) = list(csv.reader(io.StringIO(csv_text(["a", "b"], [{"a": "x", "b": text}]), newline="")))[
        1:
    ]
    assert cell == f"'{text}"


@given(st.text(st.characters(categories=["L"], include_characters="-' "), min_size=1).map(str.strip))
def test_a_name_stays_as_it_is(name: str) -> None:
    (row,) = list(csv.reader(io.StringIO(csv_text(["a"], [{"a": f"N{name}"}]), newline="")))[1:]
    assert row == [f"N{name}"]


def test_number_is_no_formula() -> None:
    assert csv_text(["a"], [{"a": -3}]).endswith("\r\n-3\r\n")


def test_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("old and much longer than what comes after it")
    write_csv(path, ["a"], [])
    assert read(path) == [["a"]]
    assert list(tmp_path.iterdir()) == [path]


def test_failure_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no folder") as missing:
        write_csv(tmp_path / "nowhere" / "list.csv", ["a"], [])
    assert missing.value.exit is Exit.USAGE
    with pytest.raises(UsageError, match="is a folder"):
        write_csv(tmp_path, ["a"], [])


def test_refusal_of_the_system_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 300 + ".csv")
    with pytest.raises(StoreError, match="cannot be written"):
        write_csv(path, ["a"], [])
    assert list(tmp_path.iterdir()) == []


def test_link_is_followed_and_a_pipe_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_csv(tmp_path / "link", ["a"], [])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").is_file()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="not a regular file"):
        write_csv(tmp_path / "pipe", ["a"], [])
    assert (tmp_path / "pipe").is_fifo()
