"""The pupil re-sync from the start screen, and what a lost connection leaves behind."""

from patience import wait_until
from processes import has_ended

from .technician import Technician


def test_two_keys_from_the_start_screen(technician: Technician) -> None:
    technician.set_up()
    school, terminal = technician.school, technician.terminal
    technician.sandbox.move(step=1)
    technician.open()
    terminal.sees("Read pupils from Assembly")
    terminal.press("p")
    terminal.sees("+31 added  ~64 changed  −13 de-synced")
    assert not school.leavers()
    terminal.press("s")
    assert terminal.pressed == 2
    terminal.sees("31 added, 64 changed, 13 de-synced", "V  13 leavers to review")
    terminal.press("V")
    terminal.sees("Leavers 13", "[Undecided 13]")
    assert len(school.leavers()) == 13
    assert school.synced() == school.roll


def test_a_lost_connection_while_reading_changes_nothing(technician: Technician) -> None:
    technician.set_up()
    school, terminal = technician.school, technician.terminal
    technician.sandbox.move(step=1, faults=["hang"])
    before = school.files
    technician.open()
    terminal.sees("Read pupils from Assembly")
    terminal.press("p")
    terminal.sees("esc stops it")
    process = terminal.process
    terminal.hang_up()
    wait_until(lambda: has_ended(process))
    assert school.files == before
    technician.sandbox.move(faults=[])
    school.sync("pupils").ended(0)
