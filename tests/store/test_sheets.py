"""Several files at once: all of them, or none; none is replaced unasked."""

import os
from pathlib import Path

import pytest

from marktui.hub.model.errors import MarktuiError, UsageError
from marktui.store.disk.sheets import FileThereError, Sheet, read_at_most, write_sheets

SHEET = Sheet(headings=("Action", "-Name"), rows=[("A", "=Ana"), (None, "Bo;Bell")], separator=";")


def test_all_or_none(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    assert write_sheets({one: SHEET, other: SHEET}) == [one, other]
    assert one.read_bytes() == other.read_bytes() == b'\xef\xbb\xbfAction;-Name\r\nA;\'=Ana\r\n;"Bo;Bell"\r\n'
    assert one.stat().st_mode & 0o777 == 0o600
    third = tmp_path / "third.csv"
    with pytest.raises(FileThereError, match=r"one\.csv already"):
        write_sheets({third: SHEET, one: SHEET})
    assert not third.exists()
    one.write_text("old")
    assert write_sheets({third: SHEET, one: SHEET}, replace=True) == [third]
    assert one.read_bytes() == other.read_bytes()
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(UsageError, match="is a folder"):
        write_sheets({tmp_path / "fourth.csv": SHEET, folder: SHEET}, replace=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "one.csv", "other.csv", "third.csv"]


def test_only_files_are_read_and_not_beyond_a_size(tmp_path: Path) -> None:
    file, pipe, link = (tmp_path / name for name in ("file", "pipe", "link"))
    file.write_bytes(b"12345")
    os.mkfifo(pipe)
    link.symlink_to(file)
    assert (read_at_most(file, 3), read_at_most(link, 9)) == (b"123", b"12345")
    with pytest.raises(UsageError, match="is not a regular file"):
        read_at_most(pipe, 3)
    with pytest.raises(MarktuiError, match="There is no file"):
        read_at_most(tmp_path / "missing", 3)
