"""The first set-up in a real terminal of 80×24, by keyboard alone; no pause between the keys of a form."""

from .technician import Technician
from .tmux import Terminal

_AT_MOST = 20
"""The keys from the first start to Finished, beside what is typed."""


def test_from_an_empty_home_to_finished(technician: Technician) -> None:
    terminal, school = technician.terminal, technician.school
    technician.open()
    terminal.sees("Welcome to marktui")
    _make_the_hub(terminal)
    terminal.sees("Not connected.", "Ashgrove Primary · centre 100123")
    terminal.press("Enter")
    terminal.sees("Authorise Assembly")
    _authorise(technician)
    assert "The hub is not connected" not in terminal.sees("Read teachers from Assembly")
    terminal.press("R")
    terminal.sees("> 2 Teachers", "Enter shows them, then tick those who need an account.")
    terminal.press("Enter")
    terminal.sees("Import?", "New")
    terminal.press("a", "s")
    terminal.sees("5 Pupils ✓", "Run 1 saved", "The last sync of each kind", "Nothing waits.")
    assert terminal.pressed <= _AT_MOST
    terminal.press("q")
    assert "marktui:" not in terminal.wait_for_the_end()
    assert school.synced() == school.roll
    assert len(school.records("teachers", "--status", "synced")) == len(school.sandbox.school.staff)


def _make_the_hub(terminal: Terminal) -> None:
    terminal.type("Ashgrove Primary")
    terminal.press("Tab")
    terminal.type("100123")
    terminal.press("Down")
    terminal.type("Robin Marlow")
    terminal.press("Enter")
    terminal.type("robin@ashgrove.example")
    terminal.press("Enter")


def _authorise(technician: Technician) -> None:
    terminal, secrets = technician.terminal, technician.sandbox.environment
    for name in ("TOKEN", "REFRESH_TOKEN", "CLIENT_ID", "CLIENT_SECRET"):
        terminal.type(secrets[f"MARKTUI_ASSEMBLY_{name}"])
        terminal.press("Tab")
    for _ in range(2):
        terminal.press("C-u")
        terminal.type(technician.sandbox.address)
        terminal.press("Enter")
    assert secrets["MARKTUI_ASSEMBLY_TOKEN"] not in terminal.sees("Connected: Ashgrove Primary")
    terminal.press("Enter")
