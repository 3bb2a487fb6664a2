"""Every fault of a connection in the interface: what the panel says, and that nothing is written."""

import re
import shutil
from pathlib import Path

import pytest
from connection_faults import ROWS, Row, name_of

from marktui.sync.session import Session
from tui.conftest import LOGIN, NOW, Schools
from tui.user import at_keyboard

KEYS = {"pupils": ("p",), "classes": ("4", "r")}


@pytest.mark.parametrize("row", ROWS, ids=name_of)
async def test_a_fault_is_said_in_the_panel_and_changes_nothing(
    schools: Schools, tmp_path: Path, row: Row
) -> None:
    sandbox, folder = schools[row.dialect]
    session = Session(tmp_path / "hub", LOGIN, now=lambda: NOW, environment={})
    shutil.copytree(folder, session.folder)
    before = (session.folder / "hub.json").read_bytes()
    sandbox.move(0, [row.fault])
    async with at_keyboard(session, size=(110, 34)) as user:
        await user.press(*KEYS[row.kind])
        assert re.search(row.says, user.said), user.screen
        if row.exit:
            user.sees(f"Read {row.kind} from ")
            user.misses("to change")
        else:
            user.sees(" read  nothing to change")
        user.misses(*(value for name, value in sandbox.environment.items() if "CLIENT_ID" not in name))
    assert (session.folder / "hub.json").read_bytes() == before
