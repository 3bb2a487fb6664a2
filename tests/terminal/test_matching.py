"""A matching session in a real terminal of 80×24: Match, Unmatch, a May match, and a rollover."""

import asyncio
import os
import pwd
import re

from tui.typed_records import a_typed_pupil, starter

from marktui.hub.model.record import Pupil
from marktui.sync.session import Session

from .technician import Technician


def test_match_unmatch_and_confirm(technician: Technician) -> None:
    technician.set_up()
    new = starter(technician.sandbox)
    alike = _typed(technician, new.first_name, f"{new.last_name}e", new.date_of_birth)
    other = _typed(technician, "Zebedee", "Quill", None)
    terminal = technician.terminal
    technician.open()
    terminal.sees("Read pupils from Assembly")
    terminal.press("p")
    terminal.sees("May match 1", "Not matched 1", f"> {alike.label}?", "c Confirm")
    terminal.press("c", "Up")
    terminal.sees(f"> {alike.label}", "confirmed by hand")
    terminal.press("Home", "n")
    terminal.sees("> Zebedee Quill", "m looks for them in the MIS")
    terminal.press("m")
    terminal.sees("Who is Zebedee Quill in the MIS?")
    terminal.press("Enter")
    terminal.sees("+29 added")
    terminal.press("/")
    terminal.type("zebedee")
    terminal.press("Enter")
    terminal.sees("> Zebedee Quill", "confirmed by hand")
    terminal.press("x")
    terminal.sees("Not matched 1", "is unmatched", "+30 added")
    terminal.press("s")
    terminal.sees("Run 2 saved")
    records = {one["id"]: one for one in technician.school.records("pupils")}
    assert records[alike.id]["status"] == "synced"
    assert records[other.id]["status"] == "not_linked"


def test_a_rollover_is_seen_in_groups_held_and_approved(technician: Technician) -> None:
    technician.set_up()
    technician.sandbox.move(step=3)
    terminal = technician.terminal
    technician.open()
    terminal.sees("Read pupils from Assembly")
    terminal.press("p")
    screen = terminal.sees("Promotion", "Left", "Will be held for approval", "· needs approval")
    assert re.search(r"Pupils \+\d+ ~\d+ −\d+ · needs approval", screen)
    terminal.press("n", "n", "n")
    terminal.sees(" Year        ", " → ", "Promotion   same MIS id")
    terminal.press("s")
    terminal.sees("Held: nothing has been changed")
    terminal.press("Escape")
    terminal.sees("Promotion", "s Save and sync")
    terminal.press("s")
    asked = re.search(r"Type (\d+) to approve", terminal.sees("to approve"))
    assert asked
    terminal.type(asked[1])
    terminal.press("Enter")
    terminal.sees("saved: ", "de-synced", "leavers to review")
    assert technician.school.synced() == technician.school.roll


def _typed(technician: Technician, first: str, last: str, born: object) -> Pupil:
    session = Session(technician.school.folder, pwd.getpwuid(os.geteuid()).pw_name, environment={})
    return asyncio.run(a_typed_pupil(session, first_name=first, last_name=last, date_of_birth=born))
