"""Is the hub sound, and what can be done about it."""

import asyncio
import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from given_hub import rewrite

from marktui.hub.model.record import AccountType
from marktui.store.file.entry import Entry, What
from marktui.store.store import HubStore
from marktui.sync.session import Session, utc_now

from .damaged_files import CutOffError, FailingDisk, look_of
from .doctor_findings import SOUND, findings, mends, only, use
from .school import School
from .test_role import demote


@pytest.fixture
def used(school: School) -> School:
    return use(school)


def test_a_sound_hub(used: School) -> None:
    before = look_of(used)
    said = used.run("doctor").ended(0)
    assert (said.out, said.err) == (f"{SOUND.format(used.folder)}\n", "")
    assert findings(used, 0) == []
    assert look_of(used) == before
    assert used.run("doctor", "--repair").ended(0).out == said.out
    assert used.sandbox.requests == []


def test_a_new_hub(new_school: School) -> None:
    new_school.init().ended(0)
    assert findings(new_school, 0) == []


@pytest.mark.parametrize("words", [(), ("--repair",), ("--json",)])
def test_no_hub_at_all(new_school: School, words: tuple[str, ...]) -> None:
    said = new_school.run("doctor", *words).ended(2)
    assert "There is no hub in" in said.everything
    assert not new_school.folder.exists()


def test_an_empty_folder(new_school: School) -> None:
    new_school.folder.mkdir()
    for words in ((), ("--repair",)):
        new_school.run("doctor", *words).ended(2)
    assert list(new_school.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("", 0o755, 0o700),
        ("backups", 0o755, 0o700),
        ("hub.json", 0o644, 0o600),
        ("history.jsonl", 0o640, 0o600),
        ("secrets.json", 0o604, 0o600),
        ("hub.lock", 0o666, 0o600),
    ],
)
def test_modes_opened_by_mistake(used: School, name: str, wrong: int, right: int) -> None:
    path = used.folder / name
    path.chmod(wrong)
    mends(used, f"{path} is open to other logins (mode {wrong:o} instead of {right:o})")
    assert path.stat().st_mode & 0o777 == right


def test_a_backup_opened_by_mistake(used: School) -> None:
    path = sorted((used.folder / "backups").iterdir())[0]
    path.chmod(0o644)
    mends(used, f"{path} is open to other logins")


def test_what_is_not_the_hubs_is_left_alone(used: School) -> None:
    """Somebody's home may be named as the hub folder; a repair must not lock others out of it."""
    mine = used.folder / "notes.txt"
    mine.write_text("mine")
    mine.chmod(0o644)
    (used.folder / "public").mkdir(mode=0o755)
    (used.folder / "public" / "page.html").touch(mode=0o644)
    used.folder.chmod(0o755)
    (used.folder / "hub.json").chmod(0o644)
    used.run("doctor").ended(6)
    said = used.run("doctor", "--repair").ended(0)
    assert f"note: {used.folder} is open to other logins and holds more than a hub: notes.txt." in said.out
    modes = {path.name: path.stat().st_mode & 0o777 for path in used.folder.rglob("*")}
    assert (modes["notes.txt"], modes["public"], modes["page.html"]) == (0o644, 0o755, 0o644)
    assert (used.folder.stat().st_mode & 0o777, modes["hub.json"]) == (0o755, 0o600)


def test_a_change_that_never_reached_the_hub_file(used: School) -> None:
    former = (used.folder / "hub.json").read_bytes()
    used.run("edit", "t000001", "email=lost@hub.example").ended(0)
    (used.folder / "hub.json").write_bytes(former)
    assert used.run("history", "--json").ended(0).document[0]["number"] == 3
    mends(used, "The history ends with a change that was cut off before it reached the hub file", code=0)
    used.run("edit", "t000001", "email=new@hub.example").ended(0)
    assert [one["number"] for one in used.run("history", "--json").document][:2] == [4, 3]
    assert findings(used, 0) == []


def test_leftovers(used: School) -> None:
    names = (".hub.json.0a1b2c3d", ".history.jsonl.0a1b2c3d", ".secrets.json.0a1b2c3d", ".erasing.json.00")
    left = [*(used.folder / name for name in names), used.folder / "backups" / ".hub-000001-x.json.0a1b2c3d"]
    for path in left:
        path.touch(mode=0o600)
    mends(used, *(f"A crash left {path}" for path in left), code=0)
    assert not any(path.exists() for path in left)


def test_a_lock_that_a_dead_process_left(used: School) -> None:
    (used.folder / "hub.lock").write_text(
        '{"login":"tariq","host":"ashgrove","process":4711,"since":"2026-09-14T12:00:00Z"}'
    )
    mends(
        used, "tariq on ashgrove (process 4711, since 2026-09-14T12:00:00+00:00) died while writing", code=0
    )


def test_a_lock_that_is_held_is_told(used: School) -> None:
    with FileLock(used.folder / "hub.lock", is_singleton=False):
        one = only(used, 0)
        assert one["sentence"] == "The hub is being written by somebody else at this moment."
        assert (one["grave"], one["advice"]) == (False, "")


def erase_until(school: School, record_id: str, rename: int) -> None:
    """Erase a pupil; the machine stops at that rename."""

    async def work() -> None:
        store = HubStore(school.folder, disk=FailingDisk(rename))
        hub = await store.load()
        entry = Entry(what=What.PURGE, at=utc_now(), login=hub.accounts[0].login, number=hub.next_entry)
        with pytest.raises(CutOffError):
            await store.erase(hub, [record_id], entry)

    asyncio.run(work())


@pytest.mark.parametrize("rename", [2, 3, 4, 5], ids=["hub file", "history", "a backup", "another"])
def test_an_erasure_that_was_cut_off(used: School, rename: int) -> None:
    pupil = next(iter(used.leavers().values()))
    erase_until(used, pupil["id"], rename)
    assert (used.folder / "erasing.json").exists()
    mends(used, "An erasure was interrupted", code=0)
    told = b"".join(used.files.values())
    is_there = rename == 2
    assert (pupil["id"] in {one["id"] for one in used.records("pupils")}) is is_there
    assert [trace.encode() in told for trace in (pupil["id"], pupil["upn"])] == [is_there, is_there]
    assert not (used.folder / "erasing.json").exists()


def test_notes_of_an_erasure_that_cannot_be_read(used: School) -> None:
    path = used.folder / "erasing.json"
    path.write_text("{")
    path.chmod(0o600)
    for words in ((), ("--repair",)):
        one = only(used, 6, *words)
        assert f"{path} is damaged" in one["sentence"]
        assert f"Delete {path}, restore a backup" in one["advice"]
        assert not one["mended"]


def test_it_names_nobody(used: School) -> None:
    """What doctor prints may be sent to somebody for help."""
    pupil = used.records("pupils")[0]
    asyncio.run(break_rules(used.folder, pupil["id"]))
    said = used.run("doctor").ended(6)
    assert "is not sound." in said.err
    assert "is not sound." in used.run("doctor", "--json").ended(6).err
    assert f"{pupil['id']} is in the class c999999, which the hub does not have." in said.out
    assert "marktui restore" in said.out
    assert not any(pupil[key] in said.out for key in ("first_name", "last_name", "upn"))


async def break_rules(folder: Path, record_id: str) -> None:
    await rewrite(
        HubStore(folder), lambda hub: hub.with_records([hub.pupils[record_id].with_(class_id="c999999")])
    )


def test_a_login_without_account(used: School, new_school: School) -> None:
    shutil.rmtree(new_school.folder, ignore_errors=True)
    session = Session(new_school.folder, "somebody-else")
    asyncio.run(session.create(school="Ashgrove", coordinator="Robin Marlow", email="robin@hub.example"))
    for words in ((), ("--repair",)):
        assert "no account in this hub" in new_school.run("doctor", *words).ended(4).err


@pytest.mark.parametrize("account_type", [AccountType.TEACHER, AccountType.TEACHER_ADMIN], ids=str)
def test_a_lesser_account_may_look_and_not_repair(used: School, account_type: AccountType) -> None:
    asyncio.run(demote(used.folder, account_type))
    (used.folder / "hub.json").chmod(0o644)
    before = look_of(used)
    used.run("doctor").ended(6)
    said = used.run("doctor", "--repair").ended(4)
    assert "may repair the hub or restore a backup" in said.err
    assert look_of(used) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_folder_that_cannot_be_entered(used: School) -> None:
    used.folder.chmod(0)
    try:
        assert "Traceback" not in used.run("doctor").ended(6).err
    finally:
        used.folder.chmod(0o700)
