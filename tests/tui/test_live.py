"""What goes on is told on every tab: as it goes, and what came of it."""

from marktui.sandbox.pace import Pace
from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from tui.user import at_keyboard

UNHURRIED = Pace(answer=0.3, kilobyte=0, rows=500)
"""A reading lasts until other keys are pressed."""
GIVEN_UP = r"given up at (?:90|[78]\d) s"
"""Ninety seconds after it was asked; on a busy machine, the other lists come later than that."""


async def test_a_silent_service_is_told_on_every_tab_and_counted(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(faults=["hang"])
    async with at_keyboard(synced) as user:
        await user.begin("R", "V")
        await user.until("⇣ Everything ")
        await user.until_said(rf"silent for (?:[2-9]|\d\d) s, {GIVEN_UP}")
        await user.begin("H")
        await user.until_said(rf"silent for (?:[4-9]|\d\d) s, {GIVEN_UP}")
        user.sees("Ashgrove Primar…", "▸ History")
        await user.begin("5")
        user.sees("2 Teachers 100%", "5 Pupils 0%", "Pupils       ░░", "esc Stop")
        # How fast it went, and that nothing comes now.
        await user.until_said(r"\d/s [ ▁▂▃▄▅▆▇█]*0 [·▁▂▃▄▅▆▇█]+····+ 0 s \d+ s esc stops it")
        await user.press("escape")
        user.sees("Stopped. Nothing has been changed.")
        await user.press("V", "5")
        user.misses("Stopped.", "0%")
        user.sees("5 Pupils ✓")


async def test_what_came_of_it_is_told_until_it_is_seen(synced: Session, sandbox: Sandbox) -> None:
    sandbox.move(step=1, faults=["short-page"])
    sandbox.slow_down(UNHURRIED)
    async with at_keyboard(synced) as user:
        await user.rush("p", "V")
        user.sees("! Pupils not read: Assembly")
        await user.press("H")
        user.sees("! Pupils not read: Assembly")
        await user.press("5")
        user.sees("! Pupils not read: Assembly", "5 Pupils !")
        await user.press("4")
        user.misses("! Pupils not read", "5 Pupils ✓")
        user.sees("5 Pupils !", "4 Classes ✓")
        sandbox.move(faults=[])
        await user.rush("p", "H", "L")
        user.sees("Log", "Pupils +31 ~64 −13 · 5 shows it")
        await user.press("escape")
        user.sees("▸ History", "Pupils +31 ~64 −13 · 5 shows it")
        await user.press("5")
        user.sees("Pupils +31 ~64 −13 · s saves", "5 Pupils read")
        await user.press("s")
        user.sees("✓ Run 2 saved: +31 ~64 −13", "5 Pupils ✓")
        await user.press("V")
        user.misses("✓ Run 2 saved")


async def test_a_wide_terminal_shows_more_and_a_narrow_line_says_it_shorter(
    synced: Session, sandbox: Sandbox
) -> None:
    sandbox.move(faults=["hang"])
    async with at_keyboard(synced, size=(120, 40)) as user:
        pictures = ("The last sync of each kind", "Pupils on roll")
        user.sees("Proceed", *pictures)
        await user.begin("R")
        await user.until_said(rf"⇣ Everything [\d/about ]+ · silent for (?:[2-9]|\d\d) s, {GIVEN_UP}")
        user.sees("Pupils       ░░░░░░░░░░░░░░   0%  0 of about 200", "esc stops it", *pictures)
        await user.resize(60, 20, wait=False)
        await user.until_said(rf"⇣ silent for (?:[2-9]|\d\d) s, {GIVEN_UP}")
        user.misses(*pictures)
        user.sees("1 ✓ 2 100% 3 100% 4 100% 5 0%   6", "Pupils       ░░░░░░░░░░░░░░   0%  0 of about 200")
        await user.press("escape")
