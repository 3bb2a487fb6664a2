"""Secrets come from the environment, else from a file that its owner alone can read."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from marktui.hub.model.errors import Exit
from marktui.store.disk.errors import LockedError, StoreError
from marktui.store.secrets.destination import NotConfirmedError, variable
from marktui.store.secrets.secret_file import changing_secrets
from marktui.store.secrets.secrets import HubSecrets
from marktui.store.secrets.trial_secrets import TrialSecrets

from .builders import mode
from .keyrings import FileRing

TOKEN = "MARKTUI_ASSEMBLY_TOKEN"


ANOTHER = 54321
"""The user id of another login, which connected in a shared hub."""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileRing]:
    """A keyring, in which another hub's secrets may lie as well."""
    before, one = keyring.get_keyring(), FileRing()
    monkeypatch.setenv("RING_FILE", str(tmp_path / "ring"))
    keyring.set_keyring(one)
    yield one
    keyring.set_keyring(before)


def secrets(folder: Path, connector: str = "assembly", **environment: str) -> HubSecrets:
    return HubSecrets(folder, connector, environment)


def test_variable_is_named_after_connector_and_secret() -> None:
    assert variable("assembly", "refresh_token") == "MARKTUI_ASSEMBLY_REFRESH_TOKEN"


def test_nothing_is_known_at_first(tmp_path: Path) -> None:
    assert secrets(tmp_path).get("token") is None


def test_environment_comes_before_the_file(tmp_path: Path) -> None:
    secrets(tmp_path).store({"token": "stored"})
    assert secrets(tmp_path).get("token") == "stored"
    assert secrets(tmp_path, **{TOKEN: "given"}).get("token") == "given"
    assert secrets(tmp_path, **{TOKEN: ""}).get("token") == "stored"


def test_real_environment_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, "given")
    assert HubSecrets(tmp_path, "assembly").get("token") == "given"


def test_file_is_for_the_owner_alone(tmp_path: Path) -> None:
    secrets(tmp_path).store({"token": "stored"})
    assert mode(tmp_path / "secrets.json") == 0o600
    assert secrets(tmp_path).where == f"{tmp_path}/secrets.json, readable by you alone"


@pytest.mark.parametrize("others", [0o640, 0o604, 0o660, 0o610])
def test_file_that_others_can_read_is_refused(tmp_path: Path, others: int) -> None:
    secrets(tmp_path).store({"token": "stored"})
    (tmp_path / "secrets.json").chmod(others)
    with pytest.raises(StoreError, match="can be read by others") as no:
        secrets(tmp_path).get("token")
    assert no.value.exit is Exit.STORE
    assert "chmod 600" in no.value.hint
    assert "stored" not in no.value.message + no.value.hint


async def test_renewed_secret_is_written_where_it_came_from(tmp_path: Path) -> None:
    one = secrets(tmp_path)
    one.store({"token": "old", "refresh_token": "kept"})
    await one.renew({"token": "new"})
    assert one.get("token") == "new"
    later = secrets(tmp_path)
    assert (later.get("token"), later.get("refresh_token")) == ("new", "kept")
    assert mode(tmp_path / "secrets.json") == 0o600


async def test_secret_of_the_environment_is_renewed_in_memory_only(tmp_path: Path) -> None:
    one = secrets(tmp_path, **{TOKEN: "old"})
    await one.renew({"token": "new"})
    assert one.get("token") == "new"
    assert not one.path.exists()


def test_connectors_do_not_see_each_others_secrets(tmp_path: Path) -> None:
    secrets(tmp_path).store({"token": "ours"})
    secrets(tmp_path, "arbor").store({"token": "theirs"})
    assert secrets(tmp_path).get("token") == "ours"
    assert secrets(tmp_path, "arbor").get("token") == "theirs"


def test_forgetting_takes_one_connectors_secrets_and_the_file_with_the_last(tmp_path: Path) -> None:
    ours, theirs = secrets(tmp_path), secrets(tmp_path, "arbor")
    ours.store({"token": "ours"})
    theirs.store({"token": "theirs"})
    ours.forget()
    ours.forget()
    assert (ours.get("token"), theirs.get("token")) == (None, "theirs")
    theirs.forget()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("others", [0o644, 0o600])
@pytest.mark.parametrize("content", [b"{", b'{"assembly": {"token": "ours"}}'])
def test_forgetting_succeeds_whoever_can_read_the_file_and_whatever_it_is(
    tmp_path: Path, others: int, content: bytes
) -> None:
    for name in ("secrets.json", ".secrets.json.0a1b2c3d"):
        (tmp_path / name).write_bytes(content)
        (tmp_path / name).chmod(others)
    assert secrets(tmp_path).forget()
    assert list(tmp_path.iterdir()) == []
    assert not secrets(tmp_path).forget()


def test_forgotten_secret_is_not_remembered_in_memory(tmp_path: Path) -> None:
    one = secrets(tmp_path)
    one.store({"token": "old"})
    one.forget()
    assert one.get("token") is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"assembly": "secret-1"}', b'{"assembly": {"token": 1}}']
)
def test_damaged_file_is_explained_without_its_content(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "secrets.json"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(StoreError, match="damaged") as no:
        secrets(tmp_path).get("token")
    assert "secret-1" not in repr(no.value) + no.value.hint


async def test_given_secrets_are_kept_nowhere(tmp_path: Path) -> None:
    given = TrialSecrets({"token": "old"})
    await given.renew({"token": "new"})
    assert (given.get("token"), given.get("client_id"), given.values) == ("new", None, {"token": "new"})


@needs_root
@pytest.mark.parametrize("in_keyring", [False, True])
def test_what_another_login_connected_with_is_neither_read_nor_needed(
    tmp_path: Path, ring: FileRing, in_keyring: bool
) -> None:
    hub = tmp_path / "hub"
    hub.mkdir()
    secrets(hub).store({"token": "theirs"}, in_keyring=in_keyring)
    secrets(hub, "arbor").store({"password": "theirs"})
    os.chown(hub / "secrets.json", ANOTHER, ANOTHER)
    theirs = dict(ring.kept)
    one, given = secrets(hub), secrets(hub, **{TOKEN: "given"})
    with pytest.raises(StoreError, match="belong to another login"):
        one.get("token")
    assert (given.get("token"), given.get("refresh_token")) == ("given", None)
    assert (one.is_known("token"), given.is_known("token")) == (False, True)
    assert "secrets.json" in one.where
    with pytest.raises(StoreError, match="belong to another login"):
        one.with_known({"token": "", "client_id": "c"}, ("token",))
    assert one.with_known({"token": "typed", "client_id": ""}, ("token",)) == {"token": "typed"}
    one.store({"token": "ours"})
    assert ((hub / "secrets.json").stat().st_uid, mode(hub / "secrets.json")) == (os.geteuid(), 0o600)
    assert secrets(hub).get("token") == "ours"
    assert secrets(hub, "arbor").get("password") is None
    assert ring.kept == theirs, "the entry of another login is not ours to drop"


@needs_root
def test_ours_go_into_our_keyring_though_another_login_connected_before(
    tmp_path: Path, ring: FileRing
) -> None:
    hub = tmp_path / "hub"
    hub.mkdir()
    secrets(hub).store({"token": "theirs"}, in_keyring=True)
    os.chown(hub / "secrets.json", ANOTHER, ANOTHER)
    theirs = dict(ring.kept)
    secrets(hub).store({"token": "ours"}, in_keyring=True)
    assert secrets(hub).get("token") == "ours"
    assert len(ring.kept) == 2
    assert secrets(hub).forget()
    assert (ring.kept, list(hub.iterdir())) == (theirs, [])
    secrets(hub).store({"token": "theirs"}, in_keyring=True)
    os.chown(hub / "secrets.json", ANOTHER, ANOTHER)
    assert secrets(hub).forget()
    assert list(hub.iterdir()) == []


async def test_a_renewed_secret_stays_in_the_keyring_and_tied_to_its_addresses(
    tmp_path: Path, ring: FileRing
) -> None:
    meant, other = {"api_url": "https://a.example"}, {"api_url": "https://b.example"}
    HubSecrets(tmp_path, "assembly", {}, meant).store({"token": "old", "client_id": "c"}, in_keyring=True)
    one = HubSecrets(tmp_path, "assembly", {}, meant)
    await one.renew({"token": "new"})
    assert b"new" not in one.path.read_bytes()
    assert HubSecrets(tmp_path, "assembly", {}, meant).get("token") == "new"
    with pytest.raises(NotConfirmedError, match="given for another address"):
        HubSecrets(tmp_path, "assembly", {}, other).get("token")
    needed = ("token",)
    for settings, typed, completed in (
        (meant, {"token": "", "client_id": ""}, {"token": "new", "client_id": "c"}),
        (meant, {"token": "typed", "client_id": ""}, {"token": "typed", "client_id": "c"}),
        (other, {"token": "typed", "client_id": ""}, {"token": "typed"}),
    ):
        assert HubSecrets(tmp_path, "assembly", {}, settings).with_known(typed, needed) == completed


@pytest.mark.parametrize("in_keyring", [False, True])
async def test_what_another_process_has_renewed_since_is_read_again(
    tmp_path: Path, ring: FileRing, in_keyring: bool
) -> None:
    one, other = secrets(tmp_path), secrets(tmp_path)
    one.store({"token": "t1", "refresh_token": "r1"}, in_keyring=in_keyring)
    for number, mine in enumerate((one, other, one, other), start=2):
        async with mine.renewing():
            assert (mine.get("token"), mine.get("refresh_token")) == (f"t{number - 1}", f"r{number - 1}")
            await mine.renew({"token": f"t{number}", "refresh_token": f"r{number}"})
    assert secrets(tmp_path).get("refresh_token") == "r5"


async def test_only_one_renews_at_a_time(tmp_path: Path) -> None:
    one, other = secrets(tmp_path), secrets(tmp_path)
    one.store({"token": "t1"})
    order: list[str] = []

    async def renew(mine: HubSecrets, name: str) -> None:
        async with mine.renewing():
            order.append(f"{name} begins")
            await asyncio.sleep(0.05)
            order.append(f"{name} ends")

    await asyncio.gather(renew(one, "one"), renew(other, "other"))
    assert order in (
        ["one begins", "one ends", "other begins", "other ends"],
        ["other begins", "other ends", "one begins", "one ends"],
    )
    assert await asyncio.to_thread(os.listdir, tmp_path) == ["secrets.json"]


async def test_who_never_lets_go_is_told(tmp_path: Path) -> None:
    async with changing_secrets(tmp_path):
        with pytest.raises(LockedError, match="still changing"):
            async with changing_secrets(tmp_path, patience=0.1):
                raise AssertionError("two at once")
    async with changing_secrets(tmp_path, patience=0.1):
        pass


async def test_a_folder_that_is_gone_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be locked"):
        async with changing_secrets(tmp_path / "gone"):
            raise AssertionError("nothing to lock")


@pytest.mark.parametrize("typed", [{}, {"refresh_token": "typed"}], ids=["found", "typed"])
async def test_a_trial_renews_what_is_stored_only_if_it_tries_that(
    tmp_path: Path, typed: dict[str, str]
) -> None:
    kept = secrets(tmp_path)
    stored = {"token": "t1", "refresh_token": "r1", "client_id": "c", "client_secret": "s"}
    kept.store(stored)
    trial = TrialSecrets(stored | typed, kept)
    kept.replace({"token": "t2", "refresh_token": "r2"})
    async with trial.renewing():
        assert trial.get("refresh_token") == typed.get("refresh_token", "r2")
        await trial.renew({"token": "t3", "refresh_token": "r3"})
    assert trial.values["refresh_token"] == "r3"
    assert secrets(tmp_path).get("refresh_token") == ("r2" if typed else "r3")
