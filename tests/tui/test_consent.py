"""A school gives its permission in a browser, and somebody in the interface waits for it."""

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from connection_faults import CONSENT
from connectors.browser import decide, fields_of, free_port, spend, visit

from marktui.connectors.assembly.consent import consent
from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from tui.conftest import NOW
from tui.user import User, at_keyboard, connected_hub

SIZE = (80, 24)


@pytest.fixture
def asked() -> Iterator[Sandbox]:
    """A stand-in whose application comes back to a port that is free."""
    mis = Sandbox(pupils=60, today=NOW.date())
    mis.stage.application.redirect_uri = f"http://localhost:{free_port()}/auth/assembly/callback"
    with mis.serve():
        yield mis


async def _found(session: Session) -> None:
    await session.create(school="Ashgrove", coordinator="Jo Smith", email="jo@ashgrove.example")


async def _go_to_application(user: User, asked: Sandbox) -> None:
    """Give the addresses in the form, and go on to the browser."""
    await user.press("a", *["enter"] * 4)
    await user.fill(asked.address)
    await user.press("ctrl+u")
    user.paste(asked.address)
    await user.press("tab", "tab", "tab", "enter")
    user.sees("Authorise Assembly in a browser", "Redirect address *")


async def _ask(user: User, asked: Sandbox) -> None:
    """Give the application."""
    secrets = asked.environment
    await user.fill(secrets["MARKTUI_ASSEMBLY_CLIENT_ID"])
    await user.fill(secrets["MARKTUI_ASSEMBLY_CLIENT_SECRET"])
    await user.press("ctrl+u")
    user.paste(asked.stage.application.redirect_uri)
    await user.begin("enter")


async def _show_address(user: User, asked: Sandbox) -> str:
    """Give the application, and read the address off the screen."""
    await _ask(user, asked)
    await user.until("oauth/authorize?")
    await user.until("&state")
    return _address(user)


def _address(user: User) -> str:
    """The whole address as it stands in the dialog, over several lines."""
    lines = [line.strip(" │▇▁▂▃▄▅▆█") for line in user.screen.splitlines()]
    first = next(place for place, line in enumerate(lines) if "/oauth/authorize?" in line)
    last = next(place for place, line in enumerate(lines) if "Copy the address" in line or "Copied" in line)
    return "".join(lines[first:last])


async def _connected(user: User, asked: Sandbox, session: Session) -> None:
    await user.until("Connected: Ashgrove Primary")
    await user.settle()
    user.sees("Everything that marktui can use is shared.", "Secrets are stored in")
    user.misses("This connection ends")
    connection = (await session.load()).connection
    assert connection is not None
    assert (connection.school_id, connection.holds_until) == ("1231", None)
    await user.press("enter")
    user.sees("Read teachers from Assembly")
    stored = session.secrets("assembly").path.read_text()
    assert asked.environment["MARKTUI_ASSEMBLY_CLIENT_SECRET"] in stored


async def test_the_browser_comes_back_by_itself(session: Session, asked: Sandbox) -> None:
    await _found(session)
    async with at_keyboard(session, size=SIZE) as user:
        await _go_to_application(user, asked)
        address = await _show_address(user, asked)
        assert urlsplit(address).netloc == urlsplit(asked.address).netloc
        user.sees("marktui waits for the browser at", "left.", "Cancel")
        page = await visit(await asyncio.to_thread(decide, address))
        assert "You can close this page." in page.text
        await _connected(user, asked, session)


@pytest.mark.parametrize("how", ["into the line", "beside the line", "the code alone"])
async def test_the_answer_is_pasted(session: Session, asked: Sandbox, how: str) -> None:
    await _found(session)
    async with at_keyboard(session, size=SIZE) as user:
        await _go_to_application(user, asked)
        back = await asyncio.to_thread(decide, await _show_address(user, asked))
        if how == "beside the line":
            user.paste(f"{back}\n")
        else:
            await user.begin("tab", "tab")
            user.paste(fields_of(back)["code"] if how == "the code alone" else back)
            await user.begin("enter")
        await _connected(user, asked, session)
        assert fields_of(back)["code"] not in user.screen


async def test_what_is_pasted_is_not_shown_and_what_is_wrong_is_told(
    session: Session, asked: Sandbox
) -> None:
    await _found(session)
    async with at_keyboard(session, size=(80, 30)) as user:
        await _go_to_application(user, asked)
        address = await _show_address(user, asked)
        await user.begin("tab", "tab")
        user.paste("http://localhost:1/other?code=secret-code-1")
        await user.until("••••••")
        user.misses("secret-code-1")
        await user.begin("enter")
        await user.until("That address begins with localhost:1/other")
        user.misses("secret-code-1")
        user.paste(f"{asked.stage.application.redirect_uri}?code=a&state=b")
        await user.begin("enter")
        await user.until("another state")
        await visit(f"{asked.stage.application.redirect_uri}?code=a&state=b")
        await user.until("goes on waiting")
        user.paste(await asyncio.to_thread(decide, address))
        await user.begin("enter")
        await _connected(user, asked, session)


async def test_a_school_that_refuses(session: Session, asked: Sandbox) -> None:
    await _found(session)
    async with at_keyboard(session, size=SIZE) as user:
        await _go_to_application(user, asked)
        await visit(await asyncio.to_thread(decide, await _show_address(user, asked), "deny"))
        await user.until("The school did not give the permission.")
        user.sees("panel 1, then b", "Close")
        user.misses("oauth/authorize")
        await user.press("enter")
        user.sees("Token *")
    assert (await session.load()).connection is None


async def test_esc_ends_the_wait_and_frees_the_port(session: Session, asked: Sandbox) -> None:
    await _found(session)
    async with at_keyboard(session, size=SIZE) as user:
        await _go_to_application(user, asked)
        address = await _show_address(user, asked)
        await user.press("escape")
        user.sees("Token *")
        with pytest.raises(httpx.ConnectError):
            await visit(asked.stage.application.redirect_uri)
        assert fields_of(address)["state"] not in user.screen
    assert (await session.load()).connection is None


async def test_nobody_comes_in_time(
    session: Session, asked: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _found(session)
    monkeypatch.setattr(consent, "LASTS", 0.1)
    async with at_keyboard(session, size=SIZE) as user:
        await _go_to_application(user, asked)
        await _ask(user, asked)
        await user.until("Nobody came back from Assembly")
        user.sees("Close")


async def test_a_second_consent_that_is_cancelled_forgets_the_first(session: Session, asked: Sandbox) -> None:
    await _found(session)
    asked.move(faults=["other-school"])
    async with at_keyboard(session, size=(100, 40)) as user:
        await _go_to_application(user, asked)
        await visit(await asyncio.to_thread(decide, await _show_address(user, asked)))
        await user.until("Connect anyway")
        await user.press("tab", "enter")
        await _show_address(user, asked)
        await user.press("escape")
        user.sees("Connect anyway")
        # What the school gave first is not sent with the application of the second question.
        await user.press("shift+tab", "shift+tab", "enter")
        user.misses("Connected:")
        user.sees("Nothing was saved.")
    assert (await session.load()).connection is None


async def _ask_again(user: User, *, client_id: str = "", secret: str = "", redirect: str) -> str:
    """Have a connected school asked again, with an application that is known but for what is given here."""
    await user.press("1", "b", *["up"] * 3)
    for text in (client_id, secret):
        await user.fill(text)
    await user.press("ctrl+u")
    user.paste(redirect)
    await user.begin("enter")
    await user.until("&state")
    return _address(user)


@pytest.mark.parametrize("fault", [*CONSENT, "a code that was used"])
async def test_a_consent_that_brings_no_connection_is_a_sentence(
    session: Session, asked: Sandbox, fault: str
) -> None:
    before = await connected_hub(session, asked)
    stored = session.secrets("assembly").path.read_bytes()
    asked.move(faults=[fault] if fault in CONSENT else [])
    async with at_keyboard(session, size=(100, 40)) as user:
        address = await _ask_again(user, redirect=asked.stage.application.redirect_uri)
        back = await asyncio.to_thread(decide, address)
        if fault not in CONSENT:
            await asyncio.to_thread(spend, back, asked)
        await visit(back)
        await user.until_said(CONSENT.get(fault, CONSENT["code-expired"]))
    assert await session.load() == before
    assert session.secrets("assembly").path.read_bytes() == stored


async def test_a_state_that_was_not_sent_is_told_and_the_wait_goes_on(
    session: Session, asked: Sandbox
) -> None:
    await connected_hub(session, asked)
    asked.move(faults=["wrong-state"])
    async with at_keyboard(session, size=(100, 40)) as user:
        address = await _ask_again(user, redirect=asked.stage.application.redirect_uri)
        await visit(await asyncio.to_thread(decide, address))
        await user.until("another state")
        asked.move(faults=[])
        await visit(await asyncio.to_thread(decide, address))
        await user.until("Connected: Ashgrove Primary")


async def test_a_client_secret_that_is_not_right(session: Session, asked: Sandbox) -> None:
    await connected_hub(session, asked)
    async with at_keyboard(session, size=(100, 40)) as user:
        redirect = asked.stage.application.redirect_uri
        address = await _ask_again(user, secret="wrong-secret-7", redirect=redirect)
        await visit(await asyncio.to_thread(decide, address))
        await user.until_said("client ID and secret")
        user.misses("wrong-secret-7")


@pytest.mark.parametrize("wrong", ["client ID", "redirect address"])
async def test_an_application_that_assembly_does_not_know_sends_nobody_back(
    session: Session, asked: Sandbox, wrong: str
) -> None:
    await connected_hub(session, asked)
    client_id = "another-application" if wrong == "client ID" else ""
    redirect = f"http://localhost:{free_port()}/other" if wrong != "client ID" else ""
    async with at_keyboard(session, size=(100, 40)) as user:
        address = await _ask_again(
            user, client_id=client_id, redirect=redirect or asked.stage.application.redirect_uri
        )
        assert (await visit(address)).status_code == 400
        user.sees("marktui waits for the browser at")
        await user.press("escape")


async def test_a_port_in_use_is_told_and_the_answer_pasted(session: Session, asked: Sandbox) -> None:
    await connected_hub(session, asked)
    redirect = asked.stage.application.redirect_uri
    port = urlsplit(redirect).port
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", port)
    async with server, at_keyboard(session, size=(100, 40)) as user:
        address = await _ask_again(user, redirect=redirect)
        await user.until(f"Port {port} is in use")
        user.paste(f"{await asyncio.to_thread(decide, address)}\n")
        await user.until("Connected: Ashgrove Primary")


async def test_the_application_is_needed(session: Session, asked: Sandbox) -> None:
    await _found(session)
    async with at_keyboard(session, size=SIZE) as user:
        await _go_to_application(user, asked)
        await user.press("enter", "enter", "enter", "enter")
        user.sees("Fields marked * are required.", "Client ID *")
        await user.press("escape")
        user.sees("Token *")


@pytest.mark.parametrize(
    ("redirect", "says"),
    [
        ("nonsense", "The redirect address cannot be used."),
        ("http://localhost:4567/a#b", "must not hold a login or a fragment"),
    ],
)
async def test_a_redirect_address_that_cannot_be_one(
    session: Session, asked: Sandbox, redirect: str, says: str
) -> None:
    await _found(session)
    async with at_keyboard(session, size=SIZE) as user:
        await _go_to_application(user, asked)
        await user.fill("app")
        await user.fill("secret")
        await user.fill(redirect)
        user.sees(says, "Close")


async def test_b_authorises_again_with_the_application_that_is_known(
    session: Session, asked: Sandbox
) -> None:
    await connected_hub(session, asked)
    before = session.secrets("assembly").path.read_text()
    async with at_keyboard(session, size=SIZE) as user:
        await user.press("1", "b")
        user.sees("Authorise Assembly in a browser", "found already; may stay empty")
        await user.press("up")
        await user.press("ctrl+u")
        user.paste(asked.stage.application.redirect_uri)
        await user.begin("enter")
        await user.until("&state")
        user.paste(await asyncio.to_thread(decide, _address(user)))
        await user.until("Connected: Ashgrove Primary")
        await user.settle()
        await user.press("enter")
        assert session.secrets("assembly").path.read_text() != before
        await user.press("b", "escape")
        user.sees("> Assembly")


async def test_b_says_that_arbor_has_no_such_way(session: Session) -> None:
    await _found(session)
    async with at_keyboard(session, size=SIZE) as user:
        user.sees("b asks the school in a browser")
        await user.press("down", "b")
        user.sees("Arbor is not authorised in a browser")


async def test_the_address_is_copied_by_osc_52(session: Session, asked: Sandbox) -> None:
    await _found(session)
    async with at_keyboard(session, size=SIZE) as user:
        await _go_to_application(user, asked)
        address = await _show_address(user, asked)
        await user.begin("enter")
        await user.until("Copied")
        assert user.app.clipboard == address
        await user.press("escape")
