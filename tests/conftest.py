"""What every test starts from: a UTF-8 locale, nobody's own settings, and signals that are heard."""

import gc
import os
import shutil
import signal
import ssl
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from msgspec import structs

from marktui.connectors.arbor.connector import ARBOR_PACE, Arbor

# How long an example takes depends on what else the machine does.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

_OWN = ("LC_ALL", "LC_CTYPE", "NO_COLOR", "COLUMNS", "LINES", "COLORTERM")

for _name in [name for name in os.environ if name in _OWN or name.startswith(("MARKTUI_", "TEXTUAL"))]:
    if _name not in ("MARKTUI_PICTURES", "MARKTUI_RANDOM_KEYS"):
        del os.environ[_name]
os.environ["LANG"] = "C.UTF-8"

# Tests start hundreds of processes. Each would compile the program again where Python may not keep bytecode.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Each test writes a hub and waits for the disk at every save. In memory, where there is room, it need not.
_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own there
_ROOM = 4 * 1024**3
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

# A shell starts what runs in the background deaf to these, and so would be every process that a test starts.
for _number in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, signal.default_int_handler if _number is signal.SIGINT else signal.SIG_DFL)


_MOSTLY_WAITING = ("tests/process/", "tests/terminal/")
"""Where tests wait for processes and terminals, some of them half a minute."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what mostly waits, beside which others can work: at the end they would wait for it."""
    items.sort(key=lambda item: not item.nodeid.startswith(_MOSTLY_WAITING))


_MANY_OBJECTS = 300_000
"""What three tests of the interface leave."""
# What is read and collected stays to the end.
gc.disable()


def pytest_collection_finish() -> None:
    """Look for garbage between the tests alone: in the midst of them it takes a seventh of their time."""
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Collect the garbage of some tests together."""
    if gc.get_count()[0] > _MANY_OBJECTS:
        gc.collect(1)


@pytest.fixture(scope="session", autouse=True)
def _garbage_is_collected() -> Iterator[None]:
    """The program excludes all that there is from collection once it has a large school; tests go on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _certificates_are_read_once() -> Iterator[None]:
    """Each client of httpx reads all authorities, those that only talk to this machine included."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_state_of_the_developer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the developer's settings and confirmed addresses out, and what tests note out of their home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _arbor_is_asked_at_once() -> Iterator[None]:
    """Leave no time between two requests to Arbor: that is tried in `connectors/test_transport.py`."""
    defaults = Arbor.__init__.__kwdefaults__
    assert defaults is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(defaults, "pace", structs.replace(ARBOR_PACE, spacing=0.0))
        yield
