"""CSV files for people: private, with a BOM, without formulas."""

import asyncio
import csv
import io
import os
import stat
from datetime import date
from pathlib import Path

import pytest
from given_hub import put

from marktui.hub.model.kind import Kind
from marktui.hub.model.listing import LEAVER_KEYS, keys
from marktui.hub.model.record import Desync, Reason
from marktui.store.store import HubStore
from marktui.wording.kinds import kind_word

from .other_login import CAN_CHANGE, NAMELESS
from .school import School

EVIL = ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)")


async def rename_some(folder: Path) -> None:
    """Let four leavers have names that a spreadsheet would run."""
    store = HubStore(folder)
    hub = await store.load()
    desync = Desync(date(2026, 1, 2), Reason.GONE)
    some = [
        pupil.with_(last_name=evil, desync=desync)
        for evil, pupil in zip(EVIL, hub.pupils.values(), strict=False)
    ]
    await put(store, some)


@pytest.fixture
def evil(school: School) -> School:
    asyncio.run(rename_some(school.folder))
    return school


def rows_of(path: Path) -> list[dict[str, str]]:
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = content.decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n") > 0
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_leavers(evil: School, tmp_path: Path) -> None:
    path = tmp_path / "leavers.csv"
    said = evil.run("leavers", "--csv", str(path)).ended(0)
    assert said.out == ""
    assert str(path) in said.err
    rows = rows_of(path)
    assert list(rows[0]) == [*LEAVER_KEYS, "decision", "note", "review_on"]
    assert {row["last_name"] for row in rows} == {f"'{name}" for name in EVIL}
    listed = evil.run("leavers", "--json").document
    assert [row["id"] for row in rows] == [one["id"] for one in listed]


@pytest.mark.parametrize("kind", list(Kind), ids=str)
def test_lists(school: School, tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "list.csv"
    path.write_text("old")
    path.chmod(0o644)
    school.run("list", kind_word(kind), "--csv", str(path)).ended(0)
    rows = rows_of(path)
    listed = school.records(kind_word(kind))
    assert list(rows[0]) == list(keys(kind))
    assert [row["id"] for row in rows] == [one["id"] for one in listed]
    if kind is Kind.PUPIL:
        assert [row["class"] for row in rows] == [one["class"] or "" for one in listed]


def test_no_leavers_is_a_file_of_titles(school: School, tmp_path: Path) -> None:
    path = tmp_path / "leavers.csv"
    school.run("leavers", "--csv", str(path)).ended(0)
    assert rows_of(path) == []


def test_a_file_and_a_document(evil: School, tmp_path: Path) -> None:
    said = evil.run("leavers", "--json", "--csv", str(tmp_path / "l.csv")).ended(0)
    assert len(said.document) == len(rows_of(tmp_path / "l.csv")) == len(EVIL)


def test_a_file_that_cannot_be_written(school: School, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere" / "l.csv", tmp_path):
        said = school.run("leavers", "--csv", str(path))
        assert said.exit in (2, 6)
        assert str(path.parent) in said.err
    for verb in (("leavers",), ("list", "pupils")):  # an unset variable of a script
        assert "is a folder." in school.run(*verb, "--csv", "").ended(2).err


@CAN_CHANGE
def test_no_other_login_chooses_which_file_is_replaced(school: School, tmp_path: Path) -> None:
    """What `/tmp` has room for: a link to a file of ours under the name that we give."""
    mine, link = tmp_path / "mine", tmp_path / "out.csv"
    mine.write_text("mine")
    link.symlink_to(mine)
    os.chown(link, NAMELESS, NAMELESS, follow_symlinks=False)
    for words in (("list", "pupils", "--csv"), ("doctor", "--report")):
        assert "a link that another login made" in school.run(*words, str(link)).ended(2).err
    assert mine.read_text() == "mine"
    os.chown(link, os.geteuid(), os.getegid(), follow_symlinks=False)
    school.run("list", "pupils", "--csv", str(link)).ended(0)
    assert mine.read_bytes().startswith(b"\xef\xbb\xbf")
