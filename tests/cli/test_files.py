"""A hub that reads exports: what they prove, what they lack, and what of them comes back."""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from connectors.scripted_service import Reply, Service
from msgspec import structs

from marktui.store.file.entry import Entry, What
from marktui.store.store import HubStore

from .process import set_environment
from .result import Said
from .school import run_here

HEADINGS = "Student ID,Forename,Surname,DOB,UPN,Year Group,Reg Group,Leaving date"
STAFF = (
    "Staff code,Forename,Surname,Work email\nRM,Robin,Marlow,robin@hub.example\nBL,Bo,Lind,bo@hub.example\n"
)
LEFT = "21/07/2023"


def row(number: int, year: int = 4, left: str = "", born: str = "") -> str:
    born = born or f"{number % 27 + 1:02}/0{number % 9 + 1}/2016"
    name = f"{'ABCDEFGHIJ'[number // 10]}{'abcdefghij'[number % 10]}"
    return f"{number},Kim{name},Ash{name}worth,{born},,Year {year},{year}A,{left}"


class Office:
    """A folder of exports, and the hub that reads it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.hub, self.exports = folder, folder / "hub", folder / "exports"
        self.exports.mkdir()

    def run(self, *words: str) -> Said:
        return run_here("--hub", str(self.hub), *words)

    def init(self) -> None:
        given = ("--school", "Ashgrove", "--coordinator", "Robin Marlow", "--email", "robin@hub.example")
        self.run("init", *given).ended(0)

    def write(self, *rows: str, name: str = "pupils.csv") -> Path:
        path = self.exports / name
        path.write_text("\n".join((HEADINGS, *rows)) + "\n")
        return path

    def connect(self, *words: str) -> Said:
        return self.run("connect", "files", *(words or (str(self.exports),)))

    def statuses(self) -> dict[str, tuple[str, str | None]]:
        pupils: list[dict[str, Any]] = self.run("list", "pupils", "--json").ended(0).document
        return {one["mis_id"]: (one["status"], one["desynced_reason"]) for one in pupils}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A hub that was synced from a file of forty pupils."""
    office = Office(tmp_path)
    office.init()
    office.write(*(row(number, 5 if number > 30 else 4) for number in range(1, 41)))
    office.connect().ended(0)
    office.run("sync", "--yes").ended(0)
    return office


def test_what_files_lack_is_not_part_of_the_sync(office: Office) -> None:
    said = office.connect().ended(0)
    assert said.out.startswith(
        "Files: connected to pupils.csv.\n  pupils  pupils.csv: id in the MIS (Student ID), first"
    )
    assert "The files have 2 year groups, 2 classes and 40 pupils." in said.err
    assert "They have no teachers" in said.err
    assert "Secrets" not in said.out
    status = office.run("status", "--json").ended(0).document
    assert status["set_up"] == {"done": True, "saved": ["year_groups", "classes", "pupils"], "next": None}
    assert status["connection"]["settings"] == {"source": str(office.exports)}
    assert status["connection"]["data_at"] is not None
    document = office.run("sync", "--json").ended(0).document
    assert (document["teachers"], document["pupils"]["synced"], document["requests"]) == (None, 40, 0)
    refused = office.run("sync", "teachers").ended(2)
    assert "The files have no teachers. To connect:" in refused.err.replace("\n", " ")
    # What comes is told, what goes is missed.
    (office.exports / "staff.csv").write_text(STAFF)
    assert "The files have teachers now, which are not synced yet." in office.run("sync").ended(0).err
    office.connect().ended(0)
    assert "teachers" in office.run("status", "--json").document["set_up"]["next"]
    assert office.run("sync", "--json").ended(0).document["teachers"]["read"] == 2
    (office.exports / "staff.csv").unlink()
    assert "The files have no teachers any more." in office.run("sync", "pupils").ended(5).err
    assert "Failed: The files have no teachers any more." in office.run("status").ended(0).out
    (office.exports / "pupils.csv").write_text(f'{HEADINGS}\n1,"Kim')
    assert "pupils.csv is cut off" in office.run("sync").ended(5).err
    office.run("doctor", "--report", str(office.folder / "report")).ended(0)
    assert "FILE is cut off" in (office.folder / "report").read_text()


def test_a_sync_reads_the_columns_that_were_agreed_to(office: Office) -> None:
    rows = "\n".join(row(number) for number in range(1, 41))
    pupils = office.exports / "pupils.csv"
    pupils.write_text(f"{HEADINGS.replace('Reg Group', 'House')}\n{rows}\n")
    renamed = office.run("sync", "--json").ended(5)
    assert "no classes any more. pupils.csv has no column “Reg Group” (class) any more." in renamed.err
    assert "not read: House." in renamed.err
    assert "marktui connect files PATH --column FIELD=HEADING" in renamed.err
    forms = "\n".join(f"Miss Lee,Kit,{row(number, 5 if number > 30 else 4)}" for number in range(1, 41))
    pupils.write_text(f"Registration form,Known as,{HEADINGS}\n{forms}\n")
    wider = office.run("sync", "--json", "--dry-run").ended(0)
    assert "New in pupils.csv, and not read: Known as. To pick a column: marktui" in wider.err
    document = wider.document
    assert (document["classes"]["new"], document["pupils"]["changed"]) == (0, 0)


def test_nobody_is_de_synced_for_missing_from_a_part_of_a_school(office: Office) -> None:
    office.write(*(row(number) for number in range(2, 31)), row(40, 5, left=LEFT))
    said = office.run("sync", "--yes").ended(0)
    assert "nobody is de-synced for being missing" in said.err
    assert "If they hold the whole school: marktui" in said.err
    assert "10 pupils are not in the files and stay as before: KimAb AshAbworth (p0000" in said.err
    assert "Year 5 has 9 pupils in the hub, and none in the files." in office.run("sync").ended(0).err
    statuses = office.statuses()
    assert statuses.pop("id:40") == ("desynced", "left")
    told = office.run("history").ended(0).out
    assert told.count("1 year group, 1 class and 10 pupils not in the files but kept") == 2
    named = office.run("history", "--run", "2").ended(0).out
    assert named.count("kept       not in the files\n") == 12
    assert "KimAb AshAbworth" in named
    assert set(statuses.values()) == {("synced", None)}


def test_whole_school_for_a_run_and_for_the_connection(office: Office) -> None:
    office.write(*(row(number, 5 if number > 30 else 4) for number in range(4, 41)))
    for _ in range(2):
        assert "nothing was changed" in office.run("sync", "--whole-school", "--dry-run").ended(0).out
    assert office.run("sync", "--json").ended(0).document["pupils"]["desynced"] == 0
    assert "same as at the last sync, byte for byte" in office.run("sync").ended(0).err
    assert office.run("sync", "--json", "--whole-school").ended(0).document["pupils"]["desynced"] == 3
    assert office.statuses()["id:1"] == ("desynced", "gone")
    office.connect(str(office.exports), "--whole-school").ended(0)
    office.write(*(row(number, 5 if number > 30 else 4) for number in range(12, 41)))
    held = office.run("sync", "pupils").ended(3)
    assert "--whole-school" not in held.out
    assert "would be de-synced" in held.out
    office.connect().ended(0)
    assert office.run("sync", "--json").ended(0).document["pupils"]["desynced"] == 0
    approve = office.run("sync", "--whole-school").ended(3).out.rpartition("--approve ")[2].split()[0]
    office.run("sync", "--whole-school", "--approve", approve).ended(0)
    assert office.run("undo").ended(0)


def test_an_older_file_de_syncs_nobody(office: Office) -> None:
    office.connect(str(office.exports), "--whole-school").ended(0)
    office.run("sync").ended(0)
    path = office.write(*(row(number) for number in range(2, 41)))
    then = (datetime.now(UTC) - timedelta(days=400)).timestamp()
    os.utime(path, (then, then))
    said = office.run("sync", "--json").ended(0)
    assert "older than those of" in said.err
    assert "This sync de-syncs nobody: people missing from these files may still be" in said.err
    assert said.document["pupils"]["desynced"] == 0


def test_rows_that_cannot_be_used_come_back(office: Office) -> None:
    rejected = office.hub / "rejected-rows.csv"
    wide = f"{row(41)},more,and more"
    office.write(*(row(number) for number in range(1, 40)), row(40, born="=1+1"), wide)
    said = office.run("sync", "--dry-run").ended(0)
    assert "2 rows cannot be used (pupils.csv: the birth date is not a date, it has" in said.err
    assert not rejected.exists()
    said = office.run("sync", "--yes").ended(0)
    assert str(rejected) in said.err
    assert rejected.stat().st_mode & 0o777 == 0o600
    headings, only, widest = rejected.read_text("utf-8-sig").splitlines()
    assert headings == f"{HEADINGS},Why it cannot be used"
    assert only.startswith("40,KimEa,AshEaworth,'=1+1,,Year 4,4A,,the birth date is not a date")
    assert '4A,"more,and more",it has more cells than there are headings' in widest
    inside = office.run("sync", "--rejected", str(office.exports / "to-correct.csv")).ended(2)
    assert "would read" in inside.err
    named = office.folder / "to-correct.csv"
    office.run("sync", "--dry-run", "--rejected", str(named)).ended(0)
    assert named.read_bytes() == rejected.read_bytes()
    printed = office.run("sync", "--dry-run", "--rejected", "-").ended(0)
    assert printed.out.splitlines() == rejected.read_text("utf-8-sig").splitlines()
    assert "Dry run of plan" in printed.err
    office.run("sync", "--rejected", "-", "--json").ended(2)
    office.write(*(row(number) for number in range(1, 41)))
    office.run("sync", "--yes").ended(0)
    assert not rejected.exists()
    assert named.exists()


def test_an_address_gets_its_login_and_nothing_else_keeps_it(office: Office) -> None:
    secrets = {"MARKTUI_FILES_USERNAME": "feed-user", "MARKTUI_FILES_PASSWORD": "feed-secret-1"}
    with Service().serve() as service:
        address = f"{service.address}/live/pupils.csv"
        service.says("/live/pupils.csv", Reply(office.write(*map(row, range(1, 41))).read_bytes()))
        assert "there is no terminal to ask on" in office.connect(address).ended(2).err
        with set_environment(secrets):
            office.connect(address).ended(0)
        assert office.run("sync", "--json").ended(0).document["requests"] == 1
        service.says("/live/pupils.csv", Reply(status=401))
        assert "does not accept the username and password" in office.run("sync").ended(5).err
    kept = b"".join(path.read_bytes() for path in office.hub.glob("h*.json*"))
    assert b"feed-secret-1" not in kept


def test_each_server_gets_its_own_login_and_never_that_of_another(office: Office) -> None:
    content = office.write(*map(row, range(1, 41))).read_bytes()
    staff = b"Staff Code,Forename,Surname\nAB,Ann,Bell\n"
    first = {"MARKTUI_FILES_USERNAME": "u1", "MARKTUI_FILES_PASSWORD": "p1"}
    with Service().serve() as one, Service().serve() as other:
        one.says("/pupils.csv", Reply(content))
        one.says("/roles.csv", Reply(staff))
        other.says("/staff.csv", Reply(staff.replace(b"AB", b"CD").replace(b"Ann", b"Eve")))
        places = (f"{one.address}/pupils.csv", f"{other.address}/staff.csv", f"{one.address}/roles.csv")
        with set_environment(first):
            refused = office.connect(*places).ended(2).err
            assert "Set MARKTUI_FILES_USERNAME_2 and MARKTUI_FILES_PASSWORD_2 and run" in refused
            with set_environment({"MARKTUI_FILES_USERNAME_2": "u2", "MARKTUI_FILES_PASSWORD_2": "p2"}):
                office.connect(*places).ended(0)
        office.run("sync", "--yes").ended(0)
        sent = [{asked.headers.get("authorization") for asked in server.asked} for server in (one, other)]
        assert sent == [{"Basic dTE6cDE="}, {"Basic dTI6cDI="}]
        other.says("/staff.csv", Reply(status=403))
        said = office.run("sync").ended(5).err
    assert "Set MARKTUI_FILES_USERNAME_2 and MARKTUI_FILES_PASSWORD_2, or run" in said


def test_what_is_asked_amiss_is_a_sentence(office: Office) -> None:
    assert "No files are given." in office.run("connect", "files").ended(2).err
    assert "is empty" in office.connect("").ended(2).err
    wrong = office.connect(str(office.exports), "--column", "upn").ended(2)
    assert "does not name a field and a heading" in wrong.err
    assert "There is no file or folder" in office.connect(str(office.folder / "none")).ended(2).err
    (office.folder / "papers").mkdir()
    (office.folder / "papers" / "pupils.docx").write_bytes(b"PK")
    nothing = office.connect(str(office.folder / "papers")).ended(5).err
    assert "papers, but pupils.docx. Their names end in .csv" in nothing.replace("\n", " ")
    refused = office.connect(str(office.exports), "--ids", "admission").ended(5).err
    assert "No pupil in the files has an admission number, which was chosen to tell them apart." in refused
    assert "“Other” leaves nobody out" in office.connect(str(office.exports), "--org", "Other").ended(0).err
    # A file that is named beside its folder is read once.
    (office.exports / "names.csv").write_text("Forename,Surname\nBo,Lind\n")
    assert "of pupils or of staff" in office.connect().ended(5).err
    office.connect(str(office.exports), "--staff", "names.csv").ended(0)
    assert office.run("sync", "--json").ended(0).document["teachers"]["read"] == 1
    pupils = str(office.exports / "pupils.csv")
    office.connect(pupils, "--column", "pupils.upn=", "--column", "pupils.id=UPN").ended(0)
    settings = office.run("status", "--json").ended(0).document["connection"]["settings"]
    assert settings["columns"] == '{"pupils.upn":"","pupils.id":"UPN"}'


def test_ids_of_another_mis_that_counts_alike_are_told(office: Office) -> None:
    others = (row(number + 50, left=LEFT if number > 38 else "") for number in range(1, 41))
    office.write(
        *(other.replace(f"{number + 50},", f"{number},", 1) for number, other in enumerate(others, 1))
    )
    said = office.run("sync", "--whole-school").ended(0)
    assert set(office.statuses().values()) == {("synced", None)}
    assert "38 pupils would be somebody else by their MIS id." in said.err
    assert "marktui disconnect --clear-mis-ids" in said.err


def test_files_are_read_only_where_this_login_has_said(office: Office) -> None:
    private = office.folder / "private.csv"
    private.write_text((office.exports / "pupils.csv").read_text())

    async def lead_astray() -> None:
        store = HubStore(office.hub)
        hub = await store.load()
        assert hub.connection is not None
        connection = structs.replace(hub.connection, settings={"source": str(private)})
        entry = Entry(what=What.CONNECT, at=datetime.now(UTC), login="mallory")
        await store.commit(hub, hub.with_(connection=connection), entry)

    asyncio.run(lead_astray())
    refused = office.run("sync").ended(2)
    assert f"has not confirmed that it reads {private}; confirmed is {office.exports}" in refused.err
    (office.hub / "secrets.json").unlink()
    office.run("sync").ended(2)
    with set_environment({"MARKTUI_FILES_SOURCE": str(private)}):
        office.run("sync").ended(0)
