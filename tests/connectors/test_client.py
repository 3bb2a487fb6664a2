"""What the HTTP clients do to the process around them."""

import importlib
import sys
from pathlib import Path

import pytest

from marktui.connectors.http.network.client import PLAIN_AGENT, open_clients


async def test_a_library_that_is_installed_stays_there_for_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An older anyio, on which httpx builds, imports it.
    (tmp_path / "sniffio.py").write_text("def current_async_library():\n    return 'asyncio'\n")
    monkeypatch.delitem(sys.modules, "sniffio", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    await open_clients(1.0, PLAIN_AGENT).aclose()
    assert importlib.import_module("sniffio").__file__
    monkeypatch.delitem(sys.modules, "sniffio")
