"""The first set-up, from nothing to a hub that equals the roll."""

import re
import stat
from pathlib import Path

from marktui.sandbox.server import Sandbox

from .process import finish, set_environment, start
from .school import NURSERY, School


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_hub_equals_the_roll(new_school: School) -> None:
    new_school.init().ended(0)
    new_school.connect().ended(0)
    document = new_school.sync("all", "--import-teachers", "all", "--json").ended(0).document
    roll = new_school.sandbox.truth.roll
    nursery = sum(one.year_code in NURSERY for one in roll)
    assert new_school.synced() == new_school.roll
    assert len(new_school.records("pupils")) == len(roll) - nursery
    assert (document["applied"], document["run"]) == (True, 1)
    assert document["pupils"]["new"] == document["pupils"]["read"] == len(roll)
    assert document["pupils"]["left_alone"] == nursery > 0


def test_staff_classes_and_year_groups_are_the_schools(new_school: School) -> None:
    new_school.init()
    new_school.connect()
    new_school.sync("all", "--import-teachers", "all").ended(0)
    truth, layout = new_school.sandbox.school, new_school.sandbox.school.layout
    linked = {(one["mis_id"], one["last_name"]) for one in new_school.records("teachers") if one["mis_id"]}
    assert linked == {(str(one.id), one.last_name) for one in truth.staff}
    codes = [one["code"] for one in new_school.records("year-groups")]
    assert codes == [code for code in layout.years if code not in NURSERY]
    taught = {one["name"] for one in new_school.records("classes") if one["pupils"]}
    assert taught == {one.class_name for one in truth.on_roll(0) if one.year_code not in NURSERY}


def test_new_staff_are_left_alone_by_default(new_school: School) -> None:
    new_school.init()
    new_school.connect()
    said = new_school.sync("all", "--json").ended(0)
    assert re.search("To import the new teachers as well: .*sync all --import-teachers all", said.err)
    teachers = said.document["teachers"]
    staff = len(new_school.sandbox.school.staff)
    assert (teachers["read"], teachers["new"], teachers["left_alone"]) == (staff, staff, staff)
    (only,) = new_school.records("teachers")
    assert (only["last_name"], only["account_type"]) == ("Marlow", "access_coordinator")
    said = new_school.sync("all", "--import-teachers", "all", "--json").ended(0)
    assert "To import the new teachers" not in said.err
    again = said.document
    assert again["teachers"]["new"] == len(new_school.records("teachers")) - 1 == staff


def test_it_is_private_and_tells_where_the_secrets_lie(new_school: School) -> None:
    new_school.init().ended(0)
    said = new_school.connect().ended(0)
    folder = new_school.folder
    assert str(folder / "secrets.json") in said.out
    assert mode(folder) == 0o700
    assert mode(folder / "backups") == 0o700
    assert {mode(path) for path in folder.rglob("*") if path.is_file()} == {0o600}
    assert all(secret not in said.everything for secret in new_school.secrets)
    for name, content in new_school.files.items():
        assert name == "secrets.json" or not any(one.encode() in content for one in new_school.secrets)


def test_init_twice(new_school: School) -> None:
    new_school.init().ended(0)
    before = new_school.hub_file
    said = new_school.init()
    assert "already" in said.ended(2).err
    assert new_school.hub_file == before


def test_init_with_a_bad_address_makes_nothing(new_school: School) -> None:
    said = new_school.run("init", "--school", "A", "--coordinator", "R M", "--email", "robin@hub")
    assert "'robin@hub' is not an email address.\nIt looks like name@school.example." in said.ended(2).err
    assert not new_school.folder.exists()


def test_init_leaves_a_folder_of_other_things_as_it_was(new_school: School) -> None:
    """A folder that holds something else is not marktui's to lock others out of."""
    new_school.folder.mkdir(mode=0o755)
    new_school.folder.chmod(0o755)
    (new_school.folder / "web-page.html").write_text("for all to read")
    new_school.init()
    assert mode(new_school.folder) == 0o755


def test_a_token_that_does_not_work_is_not_kept(new_school: School) -> None:
    new_school.init()
    before = new_school.hub_file
    said = new_school.connect(MARKTUI_ASSEMBLY_TOKEN="not-the-token")
    assert said.ended(5).err.startswith("marktui: Assembly does not accept")
    assert "not-the-token" not in said.everything
    assert new_school.hub_file == before
    assert not (new_school.folder / "secrets.json").exists()


def test_a_token_that_does_not_work_leaves_the_old_connection(school: School) -> None:
    before = school.files
    school.connect(MARKTUI_ASSEMBLY_TOKEN="not-the-token").ended(5)
    assert school.files == before
    school.sync("pupils").ended(0)
    school.connect(MARKTUI_ASSEMBLY_TOKEN=school.sandbox.environment["MARKTUI_ASSEMBLY_TOKEN"]).ended(0)
    with set_environment({"MARKTUI_ASSEMBLY_TOKEN": "not-the-token"}):
        said = school.sync("pupils").ended(5).err
    assert "It comes from MARKTUI_ASSEMBLY_TOKEN, which is used instead of what is stored." in said


def test_connect_refuses_an_address_that_would_carry_the_token_away(new_school: School) -> None:
    new_school.init()
    for address in ("http://assembly.example", "https://user:secret-word@assembly.example"):
        with_token = {"MARKTUI_ASSEMBLY_TOKEN": "a-token"}
        said = new_school.run_with("connect", "assembly", "--api-url", address, **with_token).ended(2)
        assert "secret-word" not in said.everything
    assert b"secret-word" not in new_school.hub_file[0]


def test_without_a_terminal_the_token_is_not_asked_for(new_school: School) -> None:
    new_school.init()
    said = new_school.run_with("connect", "assembly").ended(2)
    assert "MARKTUI_ASSEMBLY_TOKEN" in said.err


def test_the_hub_folder_may_come_from_the_environment(school: School, tmp_path: Path) -> None:
    said = finish(start("list", "pupils", "--json", home=tmp_path, MARKTUI_HUB=str(school.folder)))
    assert len(said.ended(0).document) == len(school.records("pupils"))
    nowhere = finish(start("list", "pupils", home=tmp_path)).ended(2)
    assert str(tmp_path / "data" / "marktui" / "hub") in nowhere.err


def test_the_coordinator_is_met_by_email(tmp_path: Path) -> None:
    sandbox = Sandbox(60)
    chosen = next(one for one in sandbox.school.staff if one.email)
    school = School(tmp_path / "hub", sandbox)
    name = f"{chosen.first_name} {chosen.last_name}"
    with sandbox.serve():
        school.run(
            "init", "--school", "Ashgrove", "--coordinator", name, "--email", chosen.email or ""
        ).ended(0)
        school.connect().ended(0)
        teachers = school.sync("all", "--json").ended(0).document["teachers"]
    assert (teachers["matched"], teachers["not_matched"]) == (1, 0)
    (only,) = school.records("teachers")
    assert (only["mis_id"], only["account_type"]) == (str(chosen.id), "access_coordinator")
