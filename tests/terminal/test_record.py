"""The page of a record in a real terminal: the keys that terminals are jealous of, and what stays of it."""

from .technician import Technician


def test_edit_add_and_sync_by_keyboard(technician: Technician) -> None:
    technician.set_up()
    school, terminal = technician.school, technician.terminal
    teacher = next(one for one in school.records("teachers") if one["mis_email"])
    technician.open()
    terminal.sees("Read pupils from Assembly")
    terminal.press("T", "/")
    terminal.type(teacher["id"])
    terminal.press("Enter")
    terminal.sees(f"/{teacher['id']} 1\n", "esc Clear filter")
    terminal.press("E")
    terminal.sees("Email", "locked", "The MIS has the same.", "newest first")
    terminal.press("C-u")
    terminal.type("new@hub.example")
    terminal.sees("differs, the hub's is")
    terminal.press("C-s")
    terminal.sees("Entry 2: changed the teacher", "differs: new@hub.exam")
    school.sync("teachers").ended(0)
    (after,) = [one for one in school.records("teachers") if one["id"] == teacher["id"]]
    assert after == teacher | {"email": "new@hub.example"}
    terminal.press("E")
    terminal.sees(f"{teacher['email']} → new@hub.example")
    terminal.press("C-t")
    terminal.sees("The MIS has the same.")
    terminal.press("Escape")
    terminal.sees("Leave without saving?")
    terminal.press("Enter")
    terminal.sees("Teacher: ")
    terminal.press("C-s")
    terminal.sees("Entry 3: changed the teacher")
    assert teacher in school.records("teachers")
