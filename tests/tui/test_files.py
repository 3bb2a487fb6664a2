"""A hub that reads files, in the interface: connecting, everything in one go, what the files lack."""

from pathlib import Path

from connectors.scripted_service import Reply, Service

from marktui.hub.model.kind import Kind
from marktui.sandbox.files.scene import Scene
from marktui.sandbox.files.write import write_school
from marktui.sandbox.school import School
from marktui.sync.session import Session
from tui.conftest import NOW
from tui.user import User, at_keyboard

HAS = (Kind.YEAR_GROUP, Kind.CLASS, Kind.PUPIL)


async def connect(user: User, pupils: Path) -> None:
    """Connect to a file of pupils, as the whole school, after a path that is mistyped."""
    await user.press("1", "j", "j")
    user.sees("> Files  Not connected.", "CSV, DfE CTF or OneRoster. No account is needed.")
    await user.press("a")
    user.sees("Folder or files *", "MARKTUI_FILES_USERNAME", "[ ] They hold the whole school")
    await user.fill(str(pupils.with_name("none")))
    await user.press("enter", "enter", "enter")
    user.sees("There is no file or folder", "Nothing was saved.", "[ ] They hold the whole school")
    await user.fill(str(pupils))
    await user.press("tab", "tab", "space", "enter")
    user.sees("Connected: Files. What was taken for what:", "pupils (pupils.csv)", "They have no teachers")
    user.misses("Secrets")
    await user.press("enter")


async def test_the_form_asks_for_the_login_of_a_second_server(session: Session) -> None:
    await session.create(school="Ashgrove Primary", coordinator="Jo Smith", email="jo@ashgrove.example")
    with Service().serve() as one, Service().serve() as other:
        one.says("/pupils.csv", Reply(b"Adno,Surname,Forename\n1,Okafor,Ruth\n"))
        other.says("/staff.csv", Reply(status=401), Reply(b"Staff code,Surname,Forename\nAB,Bell,Ann\n"))
        async with at_keyboard(session) as user:
            # Whoever looks for files finds them from any tab.
            await user.press("T", "ctrl+p")
            await user.type("csv exp")
            user.sees("Files: connect to exports of the MIS", "Files: import from the web hub")
            await user.press("backspace", "backspace", "backspace", "backspace")
            await user.type(" ctf")
            await user.press("enter")
            await user.fill(f"{one.address}/pupils.csv {other.address}/staff.csv")
            await user.fill("u1")
            await user.fill("p1")
            await user.press("enter")
            user.sees("asks for a username and a password", "Username, for address 2", "Nothing was saved.")
            await user.fill("u2")
            await user.fill("p2")
            await user.press("enter")
            user.sees("Connected: Files.", "pupils (pupils.csv)", "staff (staff.csv)", "Secrets are stored")
        sent = [asked.headers.get("authorization") for asked in (*one.asked, *other.asked)]
    assert sent == ["Basic dTE6cDE=", "Basic dTE6cDE=", None, "Basic dTI6cDI="]


async def test_files_are_connected_synced_and_synced_again_by_keys(session: Session, tmp_path: Path) -> None:
    await session.create(school="Ashgrove Primary", coordinator="Jo Smith", email="jo@ashgrove.example")
    school, exports = School(60, today=NOW.date()), tmp_path / "exports"
    write_school(exports, Scene(school, 0), ())
    pupils = exports / "sims" / "pupils.csv"
    async with at_keyboard(session, size=(120, 40)) as user:
        await connect(user, pupils)
        user.sees(
            "Read year groups from the files", "  2 Teachers       the files have none", "▸ 3 Year groups"
        )
        await user.press("2")
        user.sees("The files have no teachers.")
        await user.press("R")
        user.sees("Everything +", "3 Year groups read", "s saves everything")
        user.misses("2 Teachers read")
        await user.press("s")
        user.sees("Run 1 saved: ", "5 Pupils ✓")
        write_school(exports, Scene(school, 1), ())
        await user.press("p", "s")
        user.sees("Held: nothing has been changed", "de-synced: gone")
        await user.press("6", "2", "enter", "1")
        user.sees("✓ Connected since", "Whole school       yes", f"Folder or files    {tmp_path}"[:40])
        user.misses("0 requests")
    connection = (await session.load()).connection
    assert connection is not None
    assert connection.kinds == HAS
    assert connection.settings == {"source": str(pupils), "whole_school": "yes"}
    newest, *_ = await session.history()
    assert (newest.kinds, newest.connector, newest.requests) == ((Kind.PUPIL,), "files", 0)
