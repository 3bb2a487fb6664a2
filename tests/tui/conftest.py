"""A hub folder, a stand-in MIS, and nothing of the developer's own."""

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from stand_in import at_its_start
from textual._styles_cache import StylesCache

from marktui.hub.model.kind import Kind
from marktui.sandbox.fault.kind import DIALECTS
from marktui.sandbox.server import Sandbox
from marktui.sync.model.scope import Scope
from marktui.sync.session import Session
from tui.idle import IdleLoop
from tui.quick_textual import make_textual_quick
from tui.user import sync, synced_hub

Schools = dict[str, tuple[Sandbox, Path]]
"""A stand-in and a hub folder that was synced with it, by dialect."""
LOGIN = "jsmith"
NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Give every test an event loop that says when it is idle."""
    return {"idle": IdleLoop}


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One time zone, Unicode, colours, and no secrets in the environment."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/London")
        for name in ("NO_COLOR", "MARKTUI_HUB", "MARKTUI_ASSEMBLY_TOKEN", "TEXTUAL_THEME"):
            patch.delenv(name, raising=False)
        make_textual_quick(patch)
        time.tzset()
        yield
    time.tzset()
    # This cache of Textual's holds on to a thousand widgets that are gone, with all that they have drawn.
    StylesCache.get_inner_outer.cache_clear()


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Sandbox, Path]]:
    """A small school's MIS, being served, and a hub folder that was synced with it once."""
    mis = Sandbox(pupils=200, today=NOW.date())
    folder = tmp_path_factory.mktemp("school") / "hub"
    with mis.serve():
        asyncio.run(synced_hub(Session(folder, LOGIN, now=lambda: NOW, environment={}), mis))
        yield mis, folder


@pytest.fixture
def sandbox(school: tuple[Sandbox, Path]) -> Sandbox:
    """The MIS in its first state."""
    mis, _ = school
    return at_its_start(mis)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session on a folder without a hub."""
    return Session(tmp_path / "hub", LOGIN, now=lambda: NOW, environment={})


@pytest.fixture
def synced(session: Session, sandbox: Sandbox, school: tuple[Sandbox, Path]) -> Session:
    """A session on a hub that is synced with the MIS."""
    _, folder = school
    shutil.copytree(folder, session.folder)
    return session


@pytest.fixture(scope="session")
def left_folder(school: tuple[Sandbox, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub folder from which the 13 who leave at step 1 are de-synced."""
    mis, folder = school
    copy = shutil.copytree(folder, tmp_path_factory.mktemp("left") / "hub")
    session = Session(copy, LOGIN, now=lambda: NOW, environment={})
    mis.move(step=1, faults=[])
    asyncio.run(_sync_pupils(session))
    return copy


async def _sync_pupils(session: Session) -> None:
    await sync(session, await session.load(), Scope(kinds=(Kind.PUPIL,)))


@pytest.fixture
def left(session: Session, sandbox: Sandbox, left_folder: Path) -> Session:
    """A session on a hub with 13 leavers, about whom nothing is decided; the MIS is where they left."""
    shutil.copytree(left_folder, session.folder)
    sandbox.move(step=1)
    return session


@pytest.fixture(scope="session")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Schools]:
    """A stand-in of each dialect, being served, and a hub folder that was synced with it."""
    found: Schools = {}
    for dialect in DIALECTS:
        sandbox = Sandbox(pupils=60, today=NOW.date(), dialect=dialect)
        found[dialect] = (sandbox, tmp_path_factory.mktemp(dialect) / "hub")
    with found["assembly"][0].serve(), found["arbor"][0].serve():
        for sandbox, folder in found.values():
            asyncio.run(_synced_with(sandbox, folder))
        yield found


async def _synced_with(sandbox: Sandbox, folder: Path) -> None:
    session = Session(folder, LOGIN, now=lambda: NOW, environment={})
    dialect = sandbox.stage.dialect
    await session.create(school="Ashgrove Primary", coordinator="Jo Smith", email="jo@ashgrove.example")
    prefix = f"MARKTUI_{dialect}_".upper()
    secrets = {name.removeprefix(prefix).lower(): value for name, value in sandbox.environment.items()}
    await session.mis.connect(dialect, sandbox.settings, secrets)
    await sync(session, await session.load())
