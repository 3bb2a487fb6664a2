"""The first set-up, from nothing to Finished, by keyboard alone."""

from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from tui.user import User, at_keyboard, connected_hub


async def _found(user: User) -> None:
    user.sees("Welcome to marktui", "There is no hub here yet")
    await user.fill("Ashgrove Primary")
    await user.fill("100123")
    await user.fill("Jo Smith")
    await user.fill("jo@ashgrove.example")


async def _authorise(user: User, sandbox: Sandbox) -> None:
    user.sees("1 Authorise ", "Not connected.")
    await user.press("enter")
    user.sees("Authorise Assembly")
    for name in ("TOKEN", "REFRESH_TOKEN", "CLIENT_ID", "CLIENT_SECRET"):
        await user.fill(sandbox.environment[f"MARKTUI_ASSEMBLY_{name}"])
    await user.fill(sandbox.address)
    await user.fill(sandbox.address)
    user.sees("Connected: Ashgrove Primary", "Secrets are stored in")
    await user.press("enter")


async def test_from_nothing_to_finished(session: Session, sandbox: Sandbox) -> None:
    async with at_keyboard(session) as user:
        await _found(user)
        user.sees("Ashgrove Primary · centre 100123", "not connected · jsmith (AC)")
        await _authorise(user, sandbox)
        user.sees("1 Authorise ✓", "Read teachers from Assembly")
        for heading in ("Teachers", "Year groups", "Classes", "Pupils"):
            user.sees(f"Read {heading.lower()} from Assembly", "Nothing changes until you have seen it")
            user.misses("have not been saved yet", "re-sync")
            await user.press("enter")
            user.sees("Status", "s saves")
            await user.press("s")
        user.sees("2 Teachers ✓  3 Years ✓  4 Classes ✓  5 Pupils ✓")
        user.sees("196 added", "4 requests", "today 09:30")
    hub = await session.load()
    assert len(hub.saved) == 4
    assert len(hub.pupils) > 100


async def test_later_panels_are_locked_and_say_why(session: Session, sandbox: Sandbox) -> None:
    await connected_hub(session, sandbox)
    async with at_keyboard(session) as user:
        user.sees("2 Teachers", "Read teachers from Assembly")
        await user.press("5")
        user.sees("Pupils come after teachers, which have not been saved yet.")
        user.misses("Read pupils from")
        await user.press("r")
        user.sees("▌ Pupils come after teachers")
        assert not [path for _, path in sandbox.requests if "students" in path]


async def test_the_next_step_opens_by_itself_and_after_leaving_half_way(
    session: Session, sandbox: Sandbox
) -> None:
    await connected_hub(session, sandbox)
    async with at_keyboard(session) as user:
        await user.press("r")
        user.sees(" new, none ticked: a ticks all")
        user.misses("nothing to change", "left alone")
        await user.press("question_mark")
        user.sees("Keys that work here")
        await user.type("gone")
        user.sees("No longer in the MIS, which does not say why.")
        await user.press("enter", "escape")
        await user.press("s")
        user.sees("2 Teachers ✓", "Read year groups from Assembly")
    async with at_keyboard(session) as user:
        user.sees("2 Teachers ✓", "Proceed · Read year groups from Assembly")


async def test_a_hub_without_a_connection_opens_authorisation_only(session: Session) -> None:
    await session.create(school="Ashgrove", coordinator="Jo Smith", email="jo@ashgrove.example")
    async with at_keyboard(session) as user:
        user.sees("Not connected.")
        await user.press("p")
        user.sees("The hub is not connected to an MIS.")


async def test_founding_says_what_is_missing(session: Session) -> None:
    async with at_keyboard(session) as user:
        await user.fill("Ashgrove")
        await user.press("down", "down", "enter")
        user.sees("Welcome to marktui", "The Access Coordinator needs a name.")
        user.misses("--")
        await user.type("Jo Smith")
        user.sees("Your name                 Jo Smith")
        await user.press("enter", "enter")
        user.sees("The email address is missing. It looks like name@school.example.")
    assert not await session.exists()


async def test_secrets_that_do_not_work_are_told_and_not_kept(session: Session, sandbox: Sandbox) -> None:
    await session.create(school="Ashgrove", coordinator="Jo Smith", email="jo@ashgrove.example")
    async with at_keyboard(session) as user:
        await user.press("a")
        await user.fill("mistyped")
        for _ in range(3):
            await user.press("enter")
        await user.fill(sandbox.address)
        await user.fill(sandbox.address)
        user.sees("Nothing was saved.")
        user.misses("mistyped")
        await user.press("escape")
        user.sees("Not connected.")
    assert not (session.folder / "secrets.json").exists()
