"""Files that are not what marktui wrote: refused, kept, named by doctor, and the way back works."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from .damaged_files import DAMAGES, content_of, flipped, newer
from .doctor_findings import findings, mends, only, use
from .school import School

VERBS = [
    ["status"],
    ["list", "pupils"],
    ["leavers"],
    ["history"],
    ["undo"],
    ["undo", "1", "--dry-run"],
    ["sync", "pupils"],
    ["edit", "t000001", "email=a@hub.example"],
    ["disconnect"],
]


@pytest.fixture
def used(school: School) -> School:
    return use(school)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_hub_file(used: School, damage: Callable[[Path], None]) -> None:
    path, before = used.folder / "hub.json", used.records("teachers")
    damage(path)
    damaged = content_of(used)
    for verb in VERBS:
        said = used.run(*verb).ended(6)
        assert f"{path} is damaged" in said.err
        assert said.out == ""
    for words in ((), ("--repair",)):
        one = only(used, 6, *words)
        assert (one["grave"], one["mended"]) == (True, False)
        assert str(path) in one["sentence"]
    assert used.sandbox.requests == []
    assert content_of(used) == damaged
    broken = path.read_bytes()
    used.run("restore", backup_in(one["advice"])).ended(0)
    now = used.records("teachers")
    assert [one for one in now if one not in before] == [
        next(one for one in before if one["id"] == "t000001") | {"email": "robin@hub.example"}
    ]
    assert len(used.leavers()) == 13
    note = only(used, 0)
    assert "Copies of damaged files" in note["sentence"]
    assert [copy.read_bytes() for copy in (used.folder / "backups").glob("set-aside-*")] == [broken]


def backup_in(advice: str) -> str:
    """The backup that the command in an advice restores."""
    return advice.partition(": marktui restore ")[2].split()[0]


def test_the_advice_names_a_backup_that_is_sound(used: School) -> None:
    flipped(used.folder / "hub.json")
    newest, older, *_ = used.run("restore", "--json").ended(0).document
    flipped(used.folder / "backups" / newest["name"])
    advices = [one["advice"] for one in findings(used, 6)]
    assert any(f": marktui restore {older['name']} " in advice for advice in advices)
    assert not any(newest["name"] in advice for advice in advices)


def test_a_damaged_hub_without_backups(new_school: School) -> None:
    new_school.init().ended(0)
    flipped(new_school.folder / "hub.json")
    assert "There is no backup to restore" in only(new_school, 6)["advice"]


def test_a_missing_hub_file(used: School) -> None:
    (used.folder / "hub.json").unlink()
    for verb in VERBS:
        assert "The hub file is missing in" in used.run(*verb).ended(2).err
    one = only(used, 6)
    assert one["sentence"] == f"{used.folder / 'hub.json'} is missing."
    used.run("restore", backup_in(one["advice"])).ended(0)
    assert findings(used, 0) == []
    assert len(used.leavers()) == 13


def test_a_hub_of_a_later_format(used: School) -> None:
    path = used.folder / "hub.json"
    newer(path)
    before = path.read_bytes()
    for verb in VERBS:
        assert "newer marktui" in used.run(*verb).ended(6).err
    for words in ((), ("--repair",)):
        one = only(used, 6, *words)
        assert "newer marktui" in one["sentence"]
        assert "Install the newer marktui" in one["advice"]
    assert path.read_bytes() == before


def test_a_backup_of_a_later_format_is_kept(used: School) -> None:
    newest = used.run("restore", "--json").ended(0).document[0]["name"]
    newer(used.folder / "backups" / newest)
    for words in ((), ("--repair",)):
        one = only(used, 0, *words)
        assert (one["grave"], one["mended"]) == (False, False)
        assert "newer marktui" in one["sentence"]
    assert (used.folder / "backups" / newest).exists()


def test_a_damaged_line_of_the_history(used: School) -> None:
    path = used.folder / "history.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b'"login"', b'"logim"', 1)
    path.write_bytes(b"".join(lines))
    assert len(used.run("history", "--json").ended(0).document) == 4
    mends(used, f"{path} is damaged in line 3", "The history lacks 1 of the hub's 5 changes (change 3)")
    note = only(used, 0)
    assert "Copies of damaged files" in note["sentence"]
    (copy,) = (used.folder / "backups").glob("set-aside-*")
    assert copy.read_bytes() == b"".join(lines)
    assert path.read_bytes().splitlines(keepends=True)[:-2] == [*lines[:2], *lines[3:]]
    told = used.run("history", "--json").ended(0).document
    assert [one["what"] for one in told] == ["repair", "repair", "edit", "run", "connect", "init"]
    used.run("undo").ended(0)


def test_a_history_that_is_gone(used: School) -> None:
    path = used.folder / "history.jsonl"
    path.unlink()
    used.run("history").ended(0)
    used.run("undo").ended(2)
    mends(used, "The history lacks 5 of the hub's 5 changes (changes 1 to 5)")
    used.run("edit", "t000001", "email=new@hub.example").ended(0)
    assert used.run("undo", "--json").ended(0).document["entry"] == 5
    assert findings(used, 0) == []


def test_a_generation_that_is_missing(used: School) -> None:
    path = used.folder / "history.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], *lines[3:]]))
    mends(used, "The history lacks 2 of the hub's 5 changes (changes 2 to 3); they cannot be undone.")
    assert (used.folder / "history.jsonl").read_bytes().splitlines(keepends=True)[:-1] == [
        lines[0],
        *lines[3:],
    ]


def test_a_line_that_a_newer_marktui_wrote(used: School) -> None:
    path = used.folder / "history.jsonl"
    body = b'{"what":"dance","at":"2026-09-14T12:00:00Z","login":"jo"}'
    digest = hashlib.blake2b(body, digest_size=8).hexdigest().encode()
    with path.open("ab") as file:
        file.write(b'{"sum":"%s","entry":%s}\n' % (digest, body))
    before = content_of(used)
    for verb in (["history"], ["undo"], ["status"], ["sync", "pupils"]):
        assert "of a newer marktui" in used.run(*verb).ended(6).err
    for words in ((), ("--repair",)):
        one = only(used, 6, *words)
        assert one["advice"].startswith("Install the newer marktui")
    assert content_of(used) == before


def test_a_line_that_was_cut_off_is_told(used: School) -> None:
    path = used.folder / "history.jsonl"
    with path.open("ab") as file:
        file.write(b'{"sum":"0123456789abcdef","entry":{"wh')
    assert "A crash cut off 1 of the lines" in only(used, 0)["sentence"]
    used.run("undo").ended(0)
    assert "A crash cut off 1 of the lines" in only(used, 0)["sentence"]


def test_a_damaged_backup(used: School) -> None:
    backup = sorted((used.folder / "backups").iterdir())[1]
    flipped(backup)
    content = backup.read_bytes()
    mends(used, f"The backup {backup} is damaged.")
    assert not backup.exists()
    (copy,) = (used.folder / "backups").glob("set-aside-*")
    assert copy.read_bytes() == content


def test_damaged_secrets(used: School) -> None:
    path = used.folder / "secrets.json"
    path.write_text("{")
    for words in ((), ("--repair",)):
        one = only(used, 6, *words)
        assert (one["sentence"], one["mended"]) == (f"{path} is damaged.", False)
        assert one["advice"].startswith("Delete it. To connect: marktui connect ")
    path.unlink()
    assert findings(used, 0) == []


def test_several_at_once(used: School) -> None:
    (used.folder / "hub.json").chmod(0o644)
    (used.folder / ".hub.json.0a1b2c3d").touch(mode=0o644)
    flipped(used.folder / "hub.json")
    before = (used.folder / "hub.json").read_bytes()
    assert len(findings(used, 6)) == 4
    left = findings(used, 6, "--repair")
    assert [one["mended"] for one in left] == [True, True, True, False]
    assert (used.folder / "hub.json").read_bytes() == before


def test_an_older_hub_file_put_back_by_hand(used: School) -> None:
    oldest = min((used.folder / "backups").glob("hub-*.json"))
    (used.folder / "hub.json").write_bytes(oldest.read_bytes())
    one = only(used, 6)
    assert "is an older copy" in one["sentence"]
    before, teacher = content_of(used), used.records("teachers")[0]["id"]
    refused = used.run("edit", teacher, "email=other@ashgrove.example").ended(6)
    assert "is an older copy" in refused.err
    assert "marktui doctor" in refused.err
    assert content_of(used) == before
    used.run("restore", backup_in(one["advice"])).ended(0)
    assert findings(used, 0) == []
    assert len(used.leavers()) == 13
