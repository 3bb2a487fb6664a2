"""Lists that a spreadsheet saved: read as they are meant, or refused with the reason."""

import csv
import io
import os
import re
import signal
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import monotonic, sleep

import pytest
from patience import PATIENCE

from marktui.hub.model.record import Pupil
from marktui.sandbox.server import Sandbox

from .leavers import ids_of, people_of, put
from .process import PROGRAM, clean_environment
from .school import School

Cells = list[list[str]]
SMALL = {"first_name": "Zoë", "last_name": "Núñez-O'Brien"}
RISKY = {"first_name": "=Ana", "last_name": "-Reis"}


@pytest.fixture(scope="module")
def after_step_1(template: School, tmp_path_factory: pytest.TempPathFactory) -> School:
    """A hub whose second run found 13 leavers; two of them have names that a file may spoil."""
    school = template.copy(tmp_path_factory.mktemp("left") / "hub")
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    people, ids = people_of(school), ids_of(school)
    put(school, [people[ids[0]].with_(**SMALL), people[ids[1]].with_(**RISKY)])
    return school


@pytest.fixture
def left(after_step_1: School, sandbox: Sandbox, tmp_path: Path) -> School:
    return after_step_1.copy(tmp_path / "hub", sandbox)


def cells_of(left: School, tmp_path: Path) -> Cells:
    """The list that marktui writes, as a spreadsheet shows it."""
    path = tmp_path / "list.csv"
    left.run("leavers", "--csv", str(path)).ended(0)
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def text(
    cells: Cells, delimiter: str = ",", end: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL, before: str = ""
) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(cells)  # type: ignore[arg-type]
    return before + written.getvalue()


def with_column(cells: Cells, name: str, change: Callable[[str], str]) -> Cells:
    at = cells[0].index(name)
    return [cells[0], *([*row[:at], change(row[at]) if row[at] else "", *row[at + 1 :]] for row in cells[1:])]


def born(form: str) -> Callable[[Cells], bytes]:
    """Birth dates in another form, and semicolons as in a spreadsheet of the Continent."""

    def save(cells: Cells) -> bytes:
        return text(
            with_column(cells, "date_of_birth", lambda day: f"{date.fromisoformat(day):{form}}"), ";"
        ).encode("cp1252")

    return save


def padded(cells: Cells) -> Cells:
    return [[*row, "", "", ""] for row in cells]


def headed(change: Callable[[str], str]) -> Callable[[Cells], bytes]:
    return lambda cells: text([[change(one) for one in cells[0]], *cells[1:]]).encode()


def rewritten(name: str, change: Callable[[str], str]) -> Callable[[Cells], bytes]:
    return lambda cells: text(with_column(cells, name, change)).encode()


READ: dict[str, Callable[[Cells], bytes]] = {
    "semicolons, Windows-1252": lambda cells: text(cells, ";").encode("cp1252"),
    "commas, Windows-1252": lambda cells: text(cells).encode("cp1252"),
    "tabs, UTF-16 LE": lambda cells: b"\xff\xfe" + text(cells, "\t").encode("utf-16-le"),
    "tabs, UTF-16 BE": lambda cells: b"\xfe\xff" + text(cells, "\t").encode("utf-16-be"),
    "tabs, UTF-16 unmarked": lambda cells: text(cells, "\t").encode("utf-16-le"),
    "UTF-16 BE unmarked": lambda cells: text(cells, ";").encode("utf-16-be"),
    "UTF-32": lambda cells: text(cells, ";").encode("utf-32"),
    "bars": lambda cells: text(cells, "|").encode(),
    "sep=;": lambda cells: text(cells, ";", before="sep=;\r\n").encode("utf-8-sig"),
    "SEP= with a tab": lambda cells: text(cells, "\t", before="SEP=\t\n").encode("utf-16"),
    "sep= in quotes": lambda cells: text(cells, ";", before='"sep=;"\r\n').encode(),
    "sep= with empty columns": lambda cells: text(cells, ";", before="sep=;;;;;;\r\n").encode(),
    "everything quoted": lambda cells: text(cells, ";", quoting=csv.QUOTE_ALL).encode("utf-8-sig"),
    "old Mac line ends": lambda cells: text(cells, end="\r").encode("utf-8"),
    "Unix line ends": lambda cells: text(cells, ";", end="\n").encode("utf-8"),
    "empty columns at the end": lambda cells: text(padded(cells), ";").encode("cp1252"),
    "empty lines": lambda cells: text(
        [[], ["", "", ""], cells[0], [""] * 9, *(part for row in cells[1:] for part in (row, []))], ";"
    ).encode(),
    "headings in capitals": headed(str.upper),
    "headings with spaces": headed(lambda title: f"  {title.replace('_', '  ').title()} "),
    "headings with hyphens": headed(lambda title: title.replace("_", "-")),
    "columns the other way round": lambda cells: text([row[::-1] for row in cells], "\t").encode(),
    "a column of remarks": lambda cells: text(
        [["Remark", *cells[0]], *(["ok", *row] for row in cells[1:])]
    ).encode(),
    "a remark of two lines": lambda cells: text(
        [[*cells[0], "remark"], *([*row, 'she said "no"\r\nand left'] for row in cells[1:])]
    ).encode(),
    "born 02/03/2014": born("%d/%m/%Y"),
    "born 2.3.14": born("%-d.%-m.%y"),
    "born 2-Mar-14": born("%-d-%b-%y"),
    "born 2 March 2014": born("%-d %B %Y"),
    "born with a time": born("%Y-%m-%dT00:00:00.000Z"),
    "born 02/03/2014 00:00": born("%d/%m/%Y 00:00"),
    "MIS ids with decimals": rewritten("mis_id", lambda one: f"{one}.00"),
    "MIS ids with zeros": rewritten("mis_id", lambda one: f"00{one}"),
    "UPNs with spaces": rewritten("upn", lambda one: f" {one[:4]} {one[4:]} "),
    "names in capitals": rewritten("last_name", str.upper),
    "ids in capitals": rewritten("id", str.upper),
    "names with the guard taken away": lambda cells: text(
        with_column(with_column(cells, "first_name", _unguarded), "last_name", _unguarded)
    ).encode(),
}  # fmt: skip


def _unguarded(name: str) -> str:
    return name.removeprefix("'")


@pytest.mark.parametrize("save", READ.values(), ids=READ)
def test_what_a_spreadsheet_saved_is_read(
    left: School, tmp_path: Path, save: Callable[[Cells], bytes]
) -> None:
    cells = cells_of(left, tmp_path)
    assert "'=Ana" in {cell for row in cells for cell in row}
    path = tmp_path / "again.csv"
    path.write_bytes(save(cells))
    document = left.run("leavers", "revoke", "--from", str(path), "--json").ended(0).document
    assert document["changed"] == ids_of(left)


def test_a_list_of_plain_names_in_windows_1252(left: School, tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_bytes("Zoë Núñez-O'Brien\r\n\r\n'=Ana -Reis\r\n".encode("cp1252"))
    document = left.run("leavers", "revoke", "--from", str(path), "--json").ended(0).document
    people = people_of(left)
    assert [people[one].first_name for one in document["changed"]] == ["Zoë", "=Ana"]


def archive(cells: Cells) -> bytes:
    """What a spreadsheet calls its own format: a zip of XML."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as files:
        files.writestr("xl/worksheets/sheet1.xml", f"<worksheet>{cells}</worksheet>")
    return kept.getvalue()


def lost(letters: bytes) -> Callable[[Cells], bytes]:
    """A list whose letters with accents came out as something else."""
    return lambda cells: text(cells).encode("ascii", "replace").replace(b"?", letters)


def as_birth_date(cell: str) -> Callable[[Cells], bytes]:
    return rewritten("date_of_birth", lambda _: cell)


def open_quote(cells: Cells) -> bytes:
    return text(cells[:3]).encode() + b'"Zed Other,1\r\n' + text(cells[3:]).encode()


UNSURE = "the birth date cannot be read for certain"
REFUSED: dict[str, tuple[Callable[[Cells], bytes], str]] = {
    "xlsx": (archive, "is a workbook or a zip, not a CSV file.*Save it as CSV"),
    "xls": (lambda cells: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "is an Excel workbook"),
    "PDF": (lambda cells: b"%PDF-1.7\n%\xe2\xe3", "is a PDF"),
    "gzip": (lambda cells: b"\x1f\x8b\x08\x00\x00", "is an archive"),
    "zero bytes": (lambda cells: text(cells).encode().replace(b"p0", b"\x00p", 3), r"Line 2 of .* \(NUL\)"),
    "half of UTF-16": (lambda cells: text(cells).encode("utf-16")[:-1], "is cut off: .*of a character"),
    "bytes of no text": (lambda cells: bytes(range(1, 256)) * 4, "is neither text nor a CSV file"),
    "too large": (lambda cells: text(cells).encode() + b"\n" * 17_000_000, "is too large for a list"),
    "open quote": (open_quote, "cut off: a quotation mark on line 4 is never closed"),
    "misplaced quote": (lambda cells: text(cells).encode() + b'"Zed" Other,\r\n', "Line 15 .*quotation mark"),
    "nobody named": (
        lambda cells: text([["email", "note"], *([""] * 2 for _ in cells), ["a@b.example", "x"]]).encode(),
        "has no column that names a person",
    ),
    "no headings": (lambda cells: text(cells[1:]).encode(), "Line 1 .*: nobody in the hub is called pupil p"),
    "letters lost to ?": (lost(b"?"), r"Zo\? N\?.*last name.*differ.*CSV UTF-8"),
    "letters of an old Mac": (lambda cells: text(cells).encode("mac-roman"), r"last name.*differ"),
    "letters read as Latin": (
        lambda cells: text(cells).encode().decode("latin-1").encode(),
        "last name.*differ",
    ),
    "no such month": (as_birth_date("03/25/2014"), f"Line 2 .*: {UNSURE}"),
    "a number of days": (as_birth_date("41700"), UNSURE),
    "a narrow column": (as_birth_date("########"), UNSURE),
    "another birth date": (as_birth_date("2/1/1914"), "birth date differs"),
    "MIS ids rounded": (rewritten("mis_id", lambda _: "5.11E+03"), "the MIS id cannot be read"),
    "ids made numbers": (rewritten("id", lambda one: one.lstrip("p0")), "there is no record"),
    "more columns than headings": (
        lambda cells: text([cells[0], *([*row, "yes"] for row in cells[1:])]).encode(),
        "Line 2 .* has more columns",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("save", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_the_reason(
    left: School, tmp_path: Path, save: Callable[[Cells], bytes], said: str
) -> None:
    path = tmp_path / "again.csv"
    path.write_bytes(save(cells_of(left, tmp_path)))
    before = left.files
    told = left.run("leavers", "revoke", "--from", str(path)).ended(2)
    assert re.search(said, told.err.replace("\n", " ")), told.err
    assert told.err.startswith("marktui: ")
    assert str(path) in told.err
    assert told.out == ""
    assert "Traceback" not in told.err
    assert left.files == before


@pytest.mark.parametrize("dash", ["-", "/dev/stdin"])
def test_a_list_comes_through_a_pipe(left: School, tmp_path: Path, dash: str) -> None:
    data = text(cells_of(left, tmp_path), ";").encode("utf-16")
    words = (*PROGRAM, "--hub", str(left.folder), "leavers", "revoke", "--from", dash, "--json")
    done = subprocess.run(
        words, input=data, capture_output=True, check=False, env=clean_environment(tmp_path)
    )
    assert done.returncode == 0, done.stderr
    people = people_of(left)
    assert {people[one].access.value for one in ids_of(left)} == {"without_access"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_pipe_that_nobody_writes_to_can_be_left(left: School, tmp_path: Path, number: int) -> None:
    pipe, before = tmp_path / "pipe", left.files
    os.mkfifo(pipe)
    process = left.start("leavers", "revoke", "--from", str(pipe))
    handle = _wait_until_it_reads(pipe)
    # A signal that comes just before the read is not seen by it; a person presses Ctrl+C again.
    for _ in range(20):
        process.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(1)
            break
    _, err = process.communicate(timeout=PATIENCE)
    os.close(handle)
    assert process.returncode == 130
    assert "nothing was changed" in err
    assert left.files == before


def _wait_until_it_reads(pipe: Path) -> int:
    """Wait until somebody has the pipe open to read; gives the end to write to."""
    end = monotonic() + PATIENCE
    while monotonic() < end:
        with suppress(OSError):
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        sleep(0.02)
    raise AssertionError("nobody opened the pipe")


def test_spreadsheets_of_one_line_and_one_column(left: School, tmp_path: Path) -> None:
    ids: Sequence[str] = ids_of(left)
    for at, content in enumerate((f"{ids[3]};;;\r\n", f"ID;;\r\n{ids[4]};;\r\n", f"\ufeffid\n{ids[5]}")):
        path = tmp_path / f"{at}.csv"
        path.write_text(content, "utf-8")
        document = left.run("leavers", "revoke", "--from", str(path), "--json").ended(0).document
        assert document["changed"] == [ids[3 + at]]
    assert isinstance(people_of(left)[ids[3]], Pupil)
