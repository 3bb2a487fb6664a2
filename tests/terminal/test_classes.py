"""Classes in a real terminal of 80×24: one matched by choice, and the pupils after a class has changed."""

import asyncio
import os
import pwd

from tui.typed_records import a_typed_class

from marktui.sync.session import Session

from .technician import Technician


def test_a_class_is_matched_by_choice_and_described(technician: Technician) -> None:
    school, terminal = technician.school, technician.terminal
    school.init().ended(0)
    school.connect().ended(0)
    for kind in ("teachers", "year-groups"):
        school.sync(kind).ended(0)
    login = pwd.getpwuid(os.geteuid()).pw_name
    typed = asyncio.run(a_typed_class(Session(school.folder, login, environment={}), "Year One A"))
    technician.open()
    terminal.sees("Read classes from Assembly")
    terminal.press("Enter")
    terminal.sees("> Year One A", "Mixed years 1", "Set up?", "+15 added")
    terminal.press("m")
    terminal.sees("Which class of the MIS is Year One A?", "> 1A", "same number and letter")
    terminal.press("Enter")
    terminal.sees("+14 added  ~1 changed")
    terminal.press("/")
    terminal.type("year one a")
    terminal.press("Enter")
    terminal.sees("> Year One A", "confirmed by hand")
    terminal.press("e")
    terminal.sees("Describe 1A")
    terminal.type("Top floor")
    terminal.press("Enter")
    terminal.sees("Top floor")
    terminal.press("s")
    terminal.sees("4 Classes ✓", "Read pupils from Assembly")
    (one,) = (row for row in school.records("classes") if row["id"] == typed.id)
    assert (one["name"], one["description"], one["status"]) == ("1A", "Top floor", "synced")


def test_pupils_follow_a_class_that_was_renamed(technician: Technician) -> None:
    technician.set_up()
    school, terminal = technician.school, technician.terminal
    technician.sandbox.move(faults=["class-renamed"])
    technician.open()
    terminal.sees("Read pupils from Assembly")
    terminal.press("4", "Enter")
    terminal.sees("~1 changed", "1 left alone", "Changed 1")
    terminal.press("n", "n")
    terminal.sees("Name ", "→")
    terminal.press("s")
    terminal.sees("Now re-sync pupils: p.", "5 Pupils re-sync")
    terminal.press("p")
    terminal.sees("pupils read", "s Save and sync")
    terminal.press("s")
    screen = terminal.sees("5 Pupils ✓", "6 Done", "Nothing waits.")
    assert "have changed: re-sync" not in screen
    assert not school.status()["waiting"]["resync_pupils"]
