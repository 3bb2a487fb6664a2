"""The demo's school shows what can happen to a school, and moves on to its next year on request."""

from functools import partial
from pathlib import Path

from marktui.cli.demo_school import demo_sandbox, let_september_come, live_through
from marktui.sync.session import Session
from tui.user import at_keyboard


async def test_the_demo_has_one_of_each_and_a_september_to_play(tmp_path: Path) -> None:
    sandbox = demo_sandbox()
    with sandbox.serve():
        await live_through(tmp_path / "hub", sandbox, "demo")
        session = Session(tmp_path / "hub", "demo", environment={}, state=tmp_path)
        async with at_keyboard(session, september=partial(let_september_come, sandbox)) as user:
            user.sees("ctrl+p, september: ", "66 leavers to review", "4 pending deletions are due: D there")
            user.sees("1 pupil may match: decide in Pupils")
            user.misses("V, then D")
            await user.resize(120, 40)
            await user.press("p")
            user.sees("Clash 2", "Returned 1", "May match 1")
            await user.press("ctrl+p")
            await user.rush(*"sept")
            await user.press("enter")
            user.sees("It is September in the demo now")
            await user.press("r")
            user.sees("73 pupils of 411 would be de-synced", "Promotion 338", "Desynced before 73")
