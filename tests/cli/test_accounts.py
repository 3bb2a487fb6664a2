"""Logins, sharing and nominations at the command line, with real modes and real other logins."""

import asyncio
import grp
import os
import pwd
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from marktui.store.disk.paths import UNSAVED_FILE
from marktui.sync.session import Session

from .other_login import CAN_CHANGE, LOGINS, NAMELESS, Login
from .school import School

GROUP = grp.getgrgid(os.getegid()).gr_name
"""A group that whoever runs the tests is in."""
LOGIN = pwd.getpwuid(os.geteuid()).pw_name
GAMES = LOGINS["games"].pw_gid if "games" in LOGINS else -1

INIT = ("init", "--school", "A", "--coordinator", "B", "--email", "c@d.example")
VERBS = (
    ("list", "pupils"),
    ("status",),
    ("doctor", "--repair"),
    ("restore",),
    ("history",),
    ("sync",),
    INIT,
    ("edit", "t000001", "email=a@b.example"),
    ("accounts", "map", "games", "t000001"),
)


def modes(folder: Path) -> set[tuple[int, bool]]:
    """The modes of everything in a hub folder, itself included; whether each is a folder."""
    return {(stat.S_IMODE(one.stat().st_mode), one.is_dir()) for one in (folder, *folder.rglob("*"))}


def groups(folder: Path) -> set[int]:
    return {one.stat().st_gid for one in (folder, *folder.rglob("*")) if one.name != "secrets.json"}


PRIVATE = {(0o700, True), (0o600, False)}
SHARED = {(0o2770, True), (0o660, False), (0o600, False)}
"""The secrets stay private."""


def open_to(school: School, group: str, **mapped: str) -> None:
    """Share a hub, and map logins."""
    school.run("accounts", "share", group).ended(0)
    for login, account in mapped.items():
        school.run("accounts", "map", login, account).ended(0)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every login may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def open_school(school: School, place: Path) -> School:
    """A synced school whose hub other logins could come to, were it not private."""
    return school.copy(place / "hub")


def test_from_private_to_shared_and_back(school: School) -> None:
    said = school.run("accounts", "map", "cron", "t000001").ended(2)
    assert "marktui accounts share GROUP" in said.err
    assert modes(school.folder) == PRIVATE
    open_to(school, GROUP, cron="t000001", gdoyle="t000003")
    assert modes(school.folder) == SHARED
    assert school.run("doctor").ended(0).out.endswith("is sound.\n")
    document = school.run("accounts", "--json").ended(0).document
    assert (document["shared_with"], document["coordinator"]) == (GROUP, "t000001")
    assert [(one["login"], one["account"]) for one in document["accounts"]] == [
        (LOGIN, "t000001"), ("cron", "t000001"), ("gdoyle", "t000003"),
    ]  # fmt: skip
    assert "access coordinator" in school.run("accounts").ended(0).out
    again = school.run("accounts", "map", "no-such-login", "t000001", "--json").ended(0)
    assert again.err == "This machine has no login no-such-login yet.\n"
    school.run("accounts", "unmap", "no-such-login").ended(0)
    again = school.run("accounts", "map", "cron", "t000001", "--json").ended(0)
    assert again.document == {"changed": False} | document
    assert "unmap LOGIN" in school.run("accounts", "unshare").ended(2).err
    for one in ("cron", "gdoyle"):
        school.run("accounts", "unmap", one).ended(0)
    assert school.run("accounts", "unmap", LOGIN, "--json").ended(2).error["kind"] == "usage"
    assert school.run("accounts", "unshare", "--json").ended(0).document["shared_with"] is None
    assert modes(school.folder) == PRIVATE
    told = [one for one in school.run("history", "--json").document if one["settings"]]
    assert [one["what"] for one in told][:3] == ["unshare", "unmap", "unmap"]
    assert [one["what"] for one in told][3:] == ["unmap", "map", "map", "map", "share"]
    assert told[-1]["settings"] == [{"name": "shared_with", "before": None, "after": GROUP}]
    assert told[1]["settings"] == [{"name": "login gdoyle", "before": "t000003", "after": None}]
    assert {(one["login"], one["account"], one["number"]) for one in told} == {(LOGIN, "t000001", None)}


def test_the_login_is_the_systems_and_not_the_environments(new_school: School) -> None:
    names = dict.fromkeys(("USER", "LOGNAME", "LNAME", "USERNAME", "SUDO_USER"), "somebody-else")
    given = ("--school", "Ashgrove", "--coordinator", "Robin Marlow", "--email", "robin@hub.example")
    assert f"with the login {LOGIN}." in new_school.run_with("init", *given, **names).ended(0).out
    assert new_school.run_with("accounts", "--json", **names).document["accounts"][0]["login"] == LOGIN


def test_sharing_lasts_through_whatever_replaces_files(school: School) -> None:
    open_to(school, GROUP)
    school.sandbox.move(1)
    before = os.umask(0o077)
    try:
        school.sync("pupils").ended(0)
        victim = next(iter(school.leavers().values()))["id"]
        for words in (
            ("leavers", "revoke", victim),
            ("undo",),
            ("doctor", "--repair"),
            ("restore", sorted(one.name for one in (school.folder / "backups").iterdir())[0]),
        ):
            school.run(*words).ended(0)
            assert modes(school.folder) == SHARED, words
    finally:
        os.umask(before)
    # What it was restored from was private once; the hub is shared all the same, and says so.
    assert school.run("accounts", "--json").document["shared_with"] == GROUP
    (school.folder / "hub.json").write_bytes(b"")
    newest = sorted(one.name for one in (school.folder / "backups").iterdir() if one.name[:3] == "hub")[-1]
    school.run("restore", newest).ended(0)
    assert (modes(school.folder), school.run("doctor").exit) == (SHARED, 0)
    assert school.run("accounts", "--json").document["shared_with"] == GROUP


@pytest.mark.parametrize(
    ("name", "wrong", "says"),
    [
        ("", 0o700, f"is closed to the group {GROUP} (mode 700 instead of 2770)"),
        ("", 0o2777, "is open to other logins (mode 2777 instead of 2770)"),
        ("", 0o3770, "keeps others of the group from replacing it (mode 3770 instead of 2770)"),
        ("backups", 0o700, "is closed to the group"),
        ("hub.json", 0o600, f"is closed to the group {GROUP} (mode 600 instead of 660)"),
        ("history.jsonl", 0o664, "is open to other logins (mode 664 instead of 660)"),
        ("secrets.json", 0o660, "is open to other logins (mode 660 instead of 600)"),
    ],
)
def test_doctor_compares_with_what_the_hub_says(school: School, name: str, wrong: int, says: str) -> None:
    open_to(school, GROUP)
    (school.folder / name).chmod(wrong)
    assert says in school.run("doctor").ended(6).out
    school.run("doctor", "--repair").ended(0)
    assert modes(school.folder) == SHARED


def test_a_folder_that_an_administrator_opened_to_a_group_is_no_shared_hub(school: School) -> None:
    school.folder.chmod(0o2770)
    assert "is open to other logins (mode 2770 instead of 700)" in school.run("doctor").ended(6).out
    school.run("accounts", "map", "cron", "t000001").ended(2)
    school.run("doctor", "--repair").ended(0)
    assert modes(school.folder) == PRIVATE


def test_a_hub_is_not_begun_in_a_folder_that_others_share(new_school: School) -> None:
    new_school.folder.mkdir()
    (new_school.folder / "notes.txt").write_text("mine")
    new_school.folder.chmod(0o2770)
    assert "is open to a Unix group" in new_school.init().ended(2).err
    assert [one.name for one in new_school.folder.iterdir()] == ["notes.txt"]


def test_nothing_else_is_opened_to_the_group(school: School, tmp_path: Path) -> None:
    notes, mine = school.folder / "notes.txt", tmp_path / "mine"
    notes.write_text("mine")
    assert "holds more than a hub: notes.txt" in school.run("accounts", "share", GROUP).ended(2).err
    notes.unlink()
    open_to(school, GROUP)
    # Whoever is in the group can put links in the place of files; none of them is followed.
    mine.mkdir(mode=0o700)
    for name in ("hub.lock", "history.jsonl"):
        (mine / name).write_text("mine")
        (mine / name).chmod(0o600)
        (school.folder / name).rename(tmp_path / name)
        (school.folder / name).symlink_to(mine / name)
        school.run("edit", "t000001", "email=a@b.example").ended(6)
        (school.folder / name).unlink()
        (tmp_path / name).rename(school.folder / name)
    (school.folder / "backups").rename(tmp_path / "backups")
    (school.folder / "backups").symlink_to(mine)
    school.run("doctor", "--repair")
    assert {(one.read_text(), stat.S_IMODE(one.stat().st_mode)) for one in mine.iterdir()} == {
        ("mine", 0o600)
    }


def test_a_group_that_is_not_there(school: School) -> None:
    assert "no group 'no-such'" in school.run("accounts", "share", "no-such").ended(2).err
    assert modes(school.folder) == PRIVATE


def test_a_nomination_and_its_withdrawal(school: School) -> None:
    """The nominee has the same login here; who may accept is told by the account alone."""
    assert "Nobody is nominated" in school.run("accounts", "accept").ended(2).err
    school.run("accounts", "nominate", "t000003").ended(0)
    assert "is nominated as the next" in school.run("accounts").out
    assert "Only the nominee" in school.run("accounts", "accept").ended(4).err
    school.run("accounts", "withdraw").ended(0)
    assert school.run("accounts", "--json").document["nominee"] is None


def test_a_restore_tells_what_it_ends(school: School) -> None:
    """A nomination does not outlive it, nor the login of a teacher whom the backup does not have."""
    given = ("first_name=Ana", "last_name=Reis", "email=ana@hub.example", "--json")
    (new,) = school.run("add", "teacher", *given).ended(0).document["changed"]
    open_to(school, GROUP, areis=new)
    school.run("accounts", "nominate", new).ended(0)
    school.run("restore", school.run("restore", "--json").document[-1]["name"]).ended(0)
    told = {one["name"]: (one["before"], one["after"]) for one in newest(school)["settings"]}
    assert told == {"login areis": (new, None), "nominee": (new, None)}


def newest(school: School) -> dict[str, Any]:
    """The newest entry of the history."""
    entry: dict[str, Any] = school.run("history", "--json").ended(0).document[0]
    return entry


def test_who_is_erased_leaves_no_account_and_no_login(school: School) -> None:
    open_to(school, GROUP, gdoyle="t000003")
    school.run("accounts", "nominate", "t000003").ended(0)
    session = Session(school.folder, LOGIN)
    asyncio.run(session.decisions.erase(["t000003"]))
    document = school.run("accounts", "--json").document
    assert (document["nominee"], [one["login"] for one in document["accounts"]]) == (None, [LOGIN])
    assert [name for name, content in school.files.items() if b"t000003" in content] == []
    assert [name for name, content in school.files.items() if b"gdoyle" in content] == []
    school.run("doctor").ended(0)


@CAN_CHANGE
def test_who_has_no_account_sees_nothing_of_a_shared_hub(open_school: School, place: Path) -> None:
    open_to(open_school, "games")
    said = open_school.run("accounts", "map", "daemon", "t000004").ended(0)
    assert said.err == "daemon is not in the group games yet; as root: usermod -aG games daemon\n"
    assert open_school.run("accounts", "map", "games", "t000003").ended(0).err == ""
    before = open_school.files
    for name, own_groups, says in (
        ("nobody", [GAMES], "nobody has no account"),
        ("daemon", [], "this login is not in it"),
        (NAMELESS, [GAMES], f"uid {NAMELESS}"),
    ):
        with Login(name, place, own_groups) as one:
            for verb in (("list", "pupils"), ("doctor", "--repair"), ("history",), ("accounts", "accept")):
                said = one.run("--hub", str(open_school.folder), *verb).ended(4)
                assert says in said.err
                assert said.out == ""
    assert open_school.files == before


@CAN_CHANGE
def test_what_one_login_writes_another_can_replace(open_school: School, place: Path) -> None:
    school, hub = open_school, ("--hub", str(open_school.folder))
    open_to(school, "games", man="t000001")
    school.sandbox.move(1)
    with Login("man", place, [GAMES], school.sandbox) as cron:
        cron.run(*hub, "sync", "pupils").ended(0)
        assert school.folder.joinpath("hub.json").owner() == "man"
        victim = next(iter(school.leavers().values()))["id"]
        cron.run(*hub, "leavers", "revoke", victim).ended(0)
        school.run("leavers", "delete", victim).ended(0)
        cron.run(*hub, "undo").ended(0)
        newest = cron.run(*hub, "restore", "--json").document[0]["name"]
        cron.run(*hub, "restore", newest).ended(0)
        assert (modes(school.folder), groups(school.folder)) == (SHARED, {GAMES})
        (school.folder / "hub.json").chmod(0o600)
        school.run("doctor", "--repair").ended(0)
        cron.run(*hub, "leavers", "cancel", victim).ended(0)
        cron.run(*hub, "doctor").ended(0)
        assert "only that login can share it" in cron.run(*hub, "accounts", "unshare").ended(4).err
        cron.run(*hub, *school.sandbox.connect_line.split()[1:]).ended(0)
        assert (school.folder / "secrets.json").owner() == "man"
    school.run("accounts", "unmap", "man").ended(0)
    school.run("accounts", "unshare").ended(0)
    assert not (school.folder / "secrets.json").exists()
    assert modes(school.folder) == PRIVATE
    assert {one.owner() for one in school.folder.rglob("*")} == {pwd.getpwuid(os.geteuid()).pw_name}
    school.run("doctor").ended(0)


@CAN_CHANGE
def test_the_nominee_accepts_and_the_former_coordinator_can_go(open_school: School, place: Path) -> None:
    school, hub = open_school, ("--hub", str(open_school.folder))
    open_to(school, "games", games="t000003", man="t000001")
    school.run("accounts", "nominate", "t000003").ended(0)
    with Login("games", place, [GAMES]) as nominee, Login("man", place, [GAMES]) as cron:
        assert nominee.run(*hub, "edit", "t000001", "email=a@b.example").exit == 4
        cron.run(*hub, "accounts", "accept").ended(4)
        assert "You are nominated" in nominee.run(*hub, "status").ended(0).out
        assert "You are nominated" not in cron.run(*hub, "status").ended(0).out
        said = nominee.run(*hub, "accounts", "accept", "--json").ended(0).document
        assert (said["coordinator"], said["nominee"]) == ("t000003", None)
        types = {one["login"]: one["account_type"] for one in said["accounts"]}
        assert (types["games"], types["man"]) == ("access_coordinator", "teacher_admin")
        for former in (school.run("sync", "--dry-run"), cron.run(*hub, "accounts", "unmap", "games")):
            assert "Only the Access Coordinator (" in former.ended(4).err
        assert "cannot be undone" in nominee.run(*hub, "undo").ended(2).err
        # A backup from before the hub was shared does not bring the former Access Coordinator back.
        former_hub = nominee.run(*hub, "restore", "--json").document[4]["name"]
        school.run("restore", former_hub).ended(4)
        nominee.run(*hub, "restore", former_hub).ended(0)
        document = nominee.run(*hub, "accounts", "--json").ended(0).document
        assert (document["coordinator"], document["accounts"]) == ("t000003", said["accounts"])
        nominee.run(*hub, "leavers", "revoke", "t000003").ended(2)
        nominee.run(*hub, "leavers", "revoke", "t000001").ended(0)
        assert "without access" in cron.run(*hub, "status").ended(4).err
        nominee.run(*hub, "leavers", "delete", "t000001", "--still-in-mis").ended(0)


@CAN_CHANGE
def test_a_folder_that_does_not_follow_is_told(place: Path) -> None:
    home = place / "games"
    home.mkdir()
    os.chown(home, LOGINS["games"].pw_uid, GAMES)
    hub = ("--hub", str(home / "hub"))
    with Login("games", place) as founder:
        founder.run(*hub, *INIT).ended(0)
        founder.run(*hub, "accounts", "share", "games").ended(0)
        os.chown(home / "hub" / "backups", 0, GAMES)
        assert "backups could not be changed" in founder.run(*hub, "accounts", "unshare").ended(6).err
        assert stat.S_IMODE((home / "hub").stat().st_mode) == 0o700
        assert founder.run(*hub, "accounts", "--json").document["shared_with"] is None
        unsaved = home / "hub" / UNSAVED_FILE
        unsaved.write_text("{}")
        found = founder.run(*hub, "doctor").ended(6).out
        assert f"{home}/hub/backups belongs to another login" in found
        assert f"{unsaved} belongs to another login.\n  Delete it.\n" in found
        assert "marktui connect" not in found
        unsaved.unlink()
        os.chown(home / "hub" / "backups", LOGINS["games"].pw_uid, GAMES)
        founder.run(*hub, "doctor", "--repair").ended(0)
    assert modes(home / "hub") == PRIVATE


@CAN_CHANGE
def test_secrets_are_those_of_whoever_connected(open_school: School, place: Path) -> None:
    school = open_school
    open_to(school, "games", man="t000001")
    hub = ("--hub", str(school.folder))
    with Login("man", place, [GAMES]) as cron:
        said = cron.run(*hub, "sync", "pupils").ended(6)
        assert "MARKTUI_ASSEMBLY_…" in said.err
        cron.run(*hub, "doctor").ended(0)
    with Login("man", place, [GAMES], school.sandbox) as cron:
        connect = school.sandbox.connect_line.split()[1:]
        cron.run(*hub, *connect).ended(0)
    assert (school.folder / "secrets.json").owner() == "man"
    assert stat.S_IMODE((school.folder / "secrets.json").stat().st_mode) == 0o600
    assert "belong to another login" in school.sync("pupils").ended(6).err
    school.run("disconnect").ended(0)
    assert not (school.folder / "secrets.json").exists()


@CAN_CHANGE
@pytest.mark.parametrize("opened", [False, True], ids=["private", "opened by mistake"])
def test_the_hub_of_another_login(open_school: School, place: Path, opened: bool) -> None:
    school = open_school
    if opened:
        for one in (school.folder, *school.folder.rglob("*")):
            one.chmod(0o777 if one.is_dir() else 0o666)
    before = school.files
    with Login("games", place, [0]) as other, Login(NAMELESS, place, [0]) as nameless:
        for verb in VERBS:
            said = other.run("--hub", str(school.folder), *verb).ended(4)
            assert "belongs to the login" in said.err
            assert said.out == ""
            nameless.run("--hub", str(school.folder), *verb).ended(4)
        place.chmod(0o700)
        assert "cannot enter" in other.run("--hub", str(school.folder), "status").ended(4).err
    assert school.files == before
    if opened:
        said = school.run("doctor").ended(6)
        assert f"{school.folder} is open to other logins (mode 777 instead of 700)" in said.out
        school.run("doctor", "--repair").ended(0)
        assert modes(school.folder) == PRIVATE
