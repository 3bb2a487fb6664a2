"""Secrets come from the environment, else from a file that its owner alone can read."""

from pathlib import Path

import pytest

from marktui.hub.error import Exit
from marktui.store.error import StoreError
from marktui.store.secret import GivenSecrets, HubSecrets, variable

from .make import mode

TOKEN = "MARKTUI_ASSEMBLY_TOKEN"


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
    await one.renew("token", "new")
    assert one.get("token") == "new"
    later = secrets(tmp_path)
    assert (later.get("token"), later.get("refresh_token")) == ("new", "kept")
    assert mode(tmp_path / "secrets.json") == 0o600


async def test_secret_of_the_environment_is_renewed_in_memory_only(tmp_path: Path) -> None:
    one = secrets(tmp_path, **{TOKEN: "old"})
    await one.renew("token", "new")
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
    given = GivenSecrets({"token": "old"})
    await given.renew("token", "new")
    assert (given.get("token"), given.get("client_id"), given.values) == ("new", None, {"token": "new"})
