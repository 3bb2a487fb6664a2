"""The headings of files in the interface: a form that leads there, choices, a school to accept, a refusal."""

from pathlib import Path

from marktui.sync.session import Session
from tui.user import User, at_keyboard

ROWS = (
    "Code;UPN;Nachname;Vorname;DOB;Year;School;SEN\n"
    "1;;Okafor;Ruth;14/06/2016;5;Birch Hill Infants;N\n"
    "2;;Smith;Sam;01/02/2016;5;Birch Hill Infants;\n"
)
COLUMNS = '{"pupils.first_name":"Vorname","pupils.last_name":"Nachname"}'
"""What is kept of the two headings that are picked."""


async def pick(user: User, *words: str) -> None:
    """Choose the first answer that has the words."""
    await user.press("enter")
    user.sees("Enter chooses, esc leaves it as it is.")
    await user.type(" ".join(words))
    await user.press("enter")


async def connect_in_vain(user: User, pupils: Path) -> None:
    """Give a file with headings that nobody knows, and go where they can be picked."""
    await user.press("1", "j", "j", "a")
    await user.fill(str(pupils))
    await user.press("enter", "enter", "enter")
    user.sees("pupils.csv has no column for the last names", "Headings shows every column")
    await user.press("enter")


async def test_headings_are_picked_by_keys_saved_and_cleared(session: Session, tmp_path: Path) -> None:
    await session.create(school="Ashgrove Primary", coordinator="Jo Smith", email="jo@ashgrove.example")
    pupils = tmp_path / "pupils.csv"
    pupils.write_text(ROWS)
    async with at_keyboard(session) as user:
        await connect_in_vain(user, pupils)
        user.sees("Headings of the files", ">   first name *", "! none", "CSV with semi")
        await pick(user, "vor")
        user.sees("Vorname", "picked by hand", "no column for the last names")
        await user.press("s")
        user.sees("no column for the last names", "Nothing was saved.", ">   last name *")
        await pick(user, "nach")
        user.misses("no column for", "Okafor")
        await user.press("s")
        user.sees("Birch Hill Infants", "s saves anyway")
        assert (await session.load()).connection is None
        await user.press("s")
        user.sees("Saved. ", "The files have 1 year group and 2 pupils.", "Close")
        await user.press("escape")
        assert "first name (Vorname)" in user.said
        await user.press("enter", "1")
        user.sees("h shows the headings", "h Headings")
        saved = (await session.load()).connection
        assert saved is not None
        assert saved.settings == {"source": str(pupils), "columns": COLUMNS}

        await user.press("h", *["down"] * 6)
        user.sees("First name is read from “Vorname”, picked by hand. 2 of 2 rows have")
        await user.press("x", "s")
        user.sees("pupils.csv has no column for the first names of its pupils.", "Nothing was saved.")
        await user.press("escape")
    assert (await session.load()).connection == saved


async def test_the_page_opens_with_what_is_in_force_and_tells_of_files_that_cannot_be_opened(
    session: Session, tmp_path: Path
) -> None:
    await session.create(school="Ashgrove Primary", coordinator="Jo Smith", email="jo@ashgrove.example")
    pupils = tmp_path / "pupils.csv"
    pupils.write_text("Adno,Surname,Forename\n1,Okafor,Ruth\n")
    await session.mis.connect("files", {"source": str(pupils)}, {})
    pupils.write_text("Admission No,Surname,Forename,Known as\n1,Okafor,Ruth,Ruthie\n")
    async with at_keyboard(session, size=(60, 20)) as user:
        await user.press("1", "h")
        user.sees("no column “Adno” (admission number)", "New in pupils.csv", "f searches")
        await user.press("down", "down", "down")
        user.sees("Admission number is read from no column: “Adno” is gone.")
        await user.press("f")
        user.sees("Admission number is read from “Admission No”, a usual")
        user.misses("“Adno”", "f searches")
        await user.press("s", "down")
        user.sees("Saved. ", "Preferred first name is read from “Known as”, as before.", "f searches")
        pupils.unlink()
        await user.press("escape", "h")
        user.sees("Headings of the files", "There is no file or folder")
        await user.press("s", "x", "enter", "escape")
        user.misses("Headings of the files")
    async with at_keyboard(session, read_only=True) as user:
        await user.press("1", "h")
        user.sees("read-only")
        user.misses("Headings of the files")
