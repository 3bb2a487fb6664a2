"""Secrets go only where this login has confirmed that they may, whatever somebody wrote into the hub file."""

import asyncio
import json
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from connectors.scripted_service import Service
from msgspec import structs

from marktui.sandbox.server import Sandbox
from marktui.store.file.entry import Entry, What
from marktui.store.secrets.confirmed_addresses import ConfirmedAddresses
from marktui.store.store import HubStore
from marktui.sync.session import utc_now

from .process import finish, set_environment, start
from .school import School

SECRETS = "secrets.json"


@pytest.fixture
def thief() -> Iterator[Service]:
    """Another service, which would like to know the secrets."""
    with Service().serve() as service:
        yield service


@pytest.fixture(params=["assembly", "arbor"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[School]:
    """A synced school of either service."""
    sandbox = Sandbox(60, dialect=request.param)
    with sandbox.serve():
        school = School(tmp_path / "hub", sandbox)
        school.init().ended(0)
        school.connect().ended(0)
        school.sync("all").ended(0)
        sandbox.reset()
        yield school


def lead_astray(school: School, **settings: str | None) -> None:
    """Write other settings into the hub file, with a digest that fits, as anybody of its group can."""

    async def write() -> None:
        store = HubStore(school.folder)
        hub = await store.load()
        assert hub.connection is not None
        former: Mapping[str, str | None] = {**hub.connection.settings, **settings}
        astray = {name: value for name, value in former.items() if value is not None}
        connection = structs.replace(hub.connection, settings=astray)
        entry = Entry(what=What.CONNECT, at=utc_now(), login="mallory")
        await store.commit(hub, hub.with_(connection=connection), entry)

    asyncio.run(write())


def addresses(school: School, to: str) -> dict[str, str]:
    """All addresses of the connection, leading elsewhere."""
    return dict.fromkeys(school.sandbox.settings, to)


def named(school: School, to: str = "") -> dict[str, str]:
    """The variables that name the addresses beside the secrets."""
    prefix = f"MARKTUI_{school.sandbox.stage.dialect}_"
    settings = school.sandbox.settings.items()
    return {f"{prefix}{name}".upper(): to or address for name, address in settings}


def steal_store(school: School) -> None:
    """Remove the secret store, as whoever can write the folder can."""
    (school.folder / SECRETS).unlink()


@pytest.mark.parametrize("name", ["api_url", "auth_url", "ca_bundle"])
def test_secrets_are_not_sent_where_they_were_not_meant_to_go(
    school: School, thief: Service, name: str
) -> None:
    connection = school.status()["connection"]
    lead_astray(school, **{name: thief.address})
    school.sandbox.reset()
    said = school.sync("pupils", "--json").ended(2)
    assert said.error["kind"] == "not_confirmed"
    assert "given for another address" in said.error["message"]
    assert thief.address in said.error["message"]
    assert "marktui connect assembly" in said.error["hint"]
    with set_environment(school.sandbox.environment):
        school.sync("pupils").ended(2)
    assert (thief.asked, school.sandbox.requests) == ([], [])
    school.connect().ended(0)
    school.sync("pupils").ended(0)
    assert school.status()["connection"].keys() == connection.keys()


def test_secrets_of_the_environment_do_not_follow_an_altered_hub_file(either: School, thief: Service) -> None:
    school = either
    before = school.sandbox.settings
    steal_store(school)
    lead_astray(school, **addresses(school, thief.address))
    for verb in (("pupils",), ("all", "--dry-run"), ("teachers", "--yes")):
        with set_environment(school.sandbox.environment):
            said = school.sync(*verb).ended(2)
        assert thief.address in said.err
        assert next(iter(before.values())) in said.err
    assert (thief.asked, school.sandbox.requests) == ([], [])


def test_secrets_of_the_environment_go_on_where_they_were_confirmed(either: School) -> None:
    steal_store(either)
    with set_environment(either.sandbox.environment):
        either.sync("pupils").ended(0)


@pytest.mark.parametrize("way", ["renamed", "another hub's", "an older one", "forged"])
def test_no_file_in_the_folder_confirms_an_address(
    school: School, thief: Service, tmp_path: Path, way: str
) -> None:
    """Whatever somebody of the group puts in the place of the secret store."""
    other = school.copy(tmp_path / "other")
    for_thief = {"api_url": thief.address, "auth_url": thief.address}
    content = json.loads((school.folder / SECRETS).read_text())
    content["assembly"]["given_for"] = json.dumps(for_thief, separators=(",", ":"))
    if way == "renamed":
        (school.folder / SECRETS).rename(school.folder / ".secrets.json.old")
    elif way == "another hub's":
        (other.folder / SECRETS).replace(school.folder / SECRETS)
    else:
        # Of the same owner, as one that was kept from an earlier connection would be.
        (school.folder / SECRETS).write_text(json.dumps(content))
    school.connect().ended(0) if way == "another hub's" else None
    lead_astray(school, **for_thief)
    school.sandbox.reset()
    _confirm(school)
    with set_environment(school.sandbox.environment):
        school.sync("pupils").ended(2)
    assert (thief.asked, school.sandbox.requests) == ([], [])


def _confirm(school: School) -> None:
    """Note what a connect of this login would have noted."""
    ConfirmedAddresses(school.folder).confirm("assembly", school.sandbox.settings)


def test_a_login_that_never_connected_names_the_address_beside_its_secrets(
    either: School, thief: Service, tmp_path: Path
) -> None:
    steal_store(either)
    environment = {**either.sandbox.environment, "XDG_STATE_HOME": str(tmp_path / "state of cron")}
    either.sandbox.reset()
    said = either.run_with("sync", "pupils", **environment).ended(2)
    assert "confirmed is none" in said.err
    assert str(tmp_path / "state of cron") in said.err
    assert all(name in said.err for name in named(either))
    assert either.sandbox.requests == []
    either.run_with("sync", "pupils", **environment, **named(either)).ended(0)
    either.run_with("sync", "pupils", **environment, **named(either, thief.address)).ended(2)
    lead_astray(either, **addresses(either, thief.address))
    either.run_with("sync", "pupils", **environment, **named(either)).ended(2)
    assert thief.asked == []


@pytest.mark.parametrize(
    ("value", "code"),
    [("{address}/", 0), (" {address} ", 0), ("", 2), ("nonsense", 2), ("http://192.0.2.7", 2)],
)
def test_a_named_address_is_read_like_one_that_is_given(
    school: School, tmp_path: Path, value: str, code: int
) -> None:
    steal_store(school)
    environment = {**school.sandbox.environment, "XDG_STATE_HOME": str(tmp_path / "state")}
    named_so = named(school, value.format(address=school.sandbox.address) or " ")
    said = school.run_with("sync", "pupils", **environment, **named_so).ended(code)
    if value in ("nonsense", "http://192.0.2.7"):
        assert "MARKTUI_ASSEMBLY_API_URL" in said.err


def test_connect_takes_the_address_that_the_environment_names(either: School) -> None:
    with set_environment({**either.sandbox.environment, **named(either)}):
        either.run("connect", either.sandbox.stage.dialect, "--yes").ended(0)
    assert either.status()["connection"]["settings"] == either.sandbox.settings


def test_assemblys_own_addresses_need_no_confirmation(school: School, tmp_path: Path) -> None:
    """The secrets would be sent: it is tried, and this machine reaches nobody there."""
    steal_store(school)
    production = {
        "api_url": "https://api.assembly.education",
        "auth_url": "https://platform.assembly.education",
    }
    lead_astray(school, **production)
    environment = {**school.sandbox.environment, "XDG_STATE_HOME": str(tmp_path / "state")}
    environment |= {"HTTPS_PROXY": "http://127.0.0.1:1", "ALL_PROXY": ""}
    said = school.run_with("sync", "pupils", **environment).ended(5)
    assert "api.assembly.education" in said.err
    lead_astray(school, ca_bundle="/srv/other.pem")
    assert "/srv/other.pem" in school.run_with("sync", "pupils", **environment).ended(2).err


def test_what_is_noted_is_private_and_goes_with_the_connection(either: School) -> None:
    path = ConfirmedAddresses(either.folder).path
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)) == (0o600, 0o700)
    noted = json.loads(path.read_text())
    assert noted["connectors"] == {either.sandbox.stage.dialect: either.sandbox.settings}
    assert either.folder not in path.parents
    either.run("disconnect").ended(0)
    assert not path.exists()


@pytest.mark.parametrize("spoilt", ["open to others", "damaged", "a link", "of another hub", "a folder"])
def test_a_note_that_others_may_have_written_confirms_nothing(
    school: School, tmp_path: Path, spoilt: str
) -> None:
    steal_store(school)
    _confirm(school)
    path = ConfirmedAddresses(school.folder).path
    if spoilt == "open to others":
        path.chmod(0o622)
    elif spoilt == "damaged":
        path.write_bytes(b"{")
    elif spoilt == "of another hub":
        path.write_text(path.read_text().replace(str(school.folder), "/elsewhere"))
    else:
        path.rename(tmp_path / "moved")
        path.symlink_to(tmp_path / "moved") if spoilt == "a link" else path.mkdir()
    school.sandbox.reset()
    with set_environment(school.sandbox.environment):
        school.sync("pupils").ended(2)
    assert school.sandbox.requests == []
    path.rmdir() if spoilt == "a folder" else path.unlink()


def test_a_hub_from_before_there_were_notes_goes_on(either: School) -> None:
    ConfirmedAddresses(either.folder).path.unlink()
    either.sync("pupils").ended(0)


def test_a_hub_that_is_moved_or_copied_goes_on(either: School, tmp_path: Path) -> None:
    copy = either.copy(tmp_path / "copy")
    copy.sync("pupils").ended(0)
    shutil.move(either.folder, tmp_path / "moved")
    School(tmp_path / "moved", either.sandbox).sync("pupils").ended(0)


def test_another_hub_in_the_same_place_is_another_hub(school: School, tmp_path: Path) -> None:
    """A note about a folder that was removed says nothing of the one that has its name by now."""
    _confirm(school)
    moved = school.folder.rename(tmp_path / "former")
    shutil.copytree(moved, school.folder)
    lead_astray(school, api_url="http://127.0.0.1:1", auth_url="http://127.0.0.1:1")
    with set_environment(school.sandbox.environment):
        school.sync("pupils").ended(2)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_cannot_be_written_keeps_nobody_from_connecting(school: School, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    environment = {**school.sandbox.environment, "XDG_STATE_HOME": str(home)}
    words = school.sandbox.connect_line.split()[1:]
    assert "cannot be written" in school.run_with(*words, **environment).ended(0).err


def test_a_state_folder_that_is_a_file_keeps_nobody_from_connecting(school: School, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    environment = {**school.sandbox.environment, "XDG_STATE_HOME": str(tmp_path / "state")}
    words = school.sandbox.connect_line.split()[1:]
    said = school.run_with(*words, **environment).ended(0)
    assert "cannot be written" in said.err
    school.run_with("sync", "pupils", XDG_STATE_HOME=str(tmp_path / "state")).ended(0)


def test_a_renewed_token_stays_tied_to_its_address(school: School, thief: Service) -> None:
    school.sandbox.move(faults=["token-expired"])
    school.sync("pupils").ended(0)
    lead_astray(school, api_url=thief.address)
    school.sync("pupils").ended(2)
    assert thief.asked == []


def test_the_demo_notes_nothing_in_the_home(tmp_path: Path) -> None:
    finish(start("demo", home=tmp_path, XDG_STATE_HOME=str(tmp_path / "state"))).ended(0)
    assert list(tmp_path.rglob("*")) == []
