"""Asking a school, in its browser, for the permission to read (docs/wire-assembly.md, Tokens)."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from marktui.connectors.assembly.consent.listener import Listener, Page
from marktui.connectors.assembly.consent.redirect import Returned, pasted, redirect_of
from marktui.connectors.assembly.consent.token_answer import (
    OTHER_REDIRECT,
    WRONG_CLIENT,
    Client,
    Grant,
    grant_in,
    is_token,
    refused_exchange,
    token_question,
)
from marktui.connectors.assembly.sources import SCOPES
from marktui.connectors.base import Notify
from marktui.connectors.errors import ConnectorError, RefusedError, UnreachableError
from marktui.connectors.http.address import checked_address
from marktui.connectors.http.transport import Transport
from marktui.connectors.http.wait_times import USUAL_PACE, Pace
from marktui.hub.model.errors import UsageError
from marktui.hub.model.next_step import ConnectionStep
from marktui.hub.settings.network import USUAL_NETWORK, Network

LASTS = 300.0
"""Seconds that marktui waits for the school's decision; a code is good for about as long."""
Warn = Callable[[str], None]
"""Takes a sentence for the person who waits."""


class Authorisation:
    """One question to a school. An async context manager that owns the port it waits on.

    Raises:
        UsageError: An address, or the application's id and secret, cannot be used.
    """

    def __init__(
        self,
        settings: Mapping[str, str],
        client: Client,
        redirect: str,
        *,
        warn: Warn,
        notify: Notify,
        network: Network = USUAL_NETWORK,
        pace: Pace = USUAL_PACE,
    ) -> None:
        if not (is_token(client.id) and is_token(client.secret)):
            raise UsageError(
                "The client ID or secret holds characters that cannot be in one.",
                WRONG_CLIENT,
                ConnectionStep.GIVE_CLIENT,
            )
        self.redirect = redirect_of(redirect)
        self.not_listening = ""
        """Why marktui does not wait on a port, as a sentence; empty where it does."""
        self._settings = settings
        self._network = network
        self._client = client
        self._auth_url = checked_address(settings["auth_url"])
        self._warn = warn
        self._warned: set[str] = set()
        self._notify = notify
        self._pace = pace
        self._state = secrets.token_urlsafe(32)
        self._ends = asyncio.get_running_loop().time() + LASTS
        self._came: asyncio.Future[Returned] = asyncio.get_running_loop().create_future()
        self._listener = Listener(self.redirect, self._judge, self._take)

    @property
    def address(self) -> str:
        """The address to open in a browser. It holds no secret."""
        fields = {
            "client_id": self._client.id,
            "redirect_uri": self.redirect.address,
            "response_type": "code",
            "scope": " ".join(SCOPES),
            "state": self._state,
        }
        return f"{self._auth_url}/oauth/authorize?{urlencode(fields, safe=':/')}"

    async def __aenter__(self) -> "Authorisation":
        """Begin to wait for the browser."""
        self.not_listening = await self._listener.open()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Free the port."""
        self._listener.close()
        self._came.cancel()

    def paste(self, text: str) -> None:
        """Take what a person pasted: the address that the browser ended on, or the code alone.

        A code alone has no state that could be checked: it is taken because the person pastes it.

        Raises:
            UsageError: It is of no use; the wait goes on.
        """
        returned = pasted(text, self.redirect)
        if returned.is_bare:
            self._warn_once(_WITHOUT_STATE)
        elif not self._is_ours(returned) and (returned.code or returned.state is not None):
            hint = "Open the address that marktui shows, and paste the one that the browser ends on."
            raise UsageError(_OTHER_STATE, hint)
        self._take(returned)

    @property
    def way_back(self) -> str:
        """How the answer finds its way, as a sentence."""
        if self.not_listening:
            return self.not_listening
        return f"marktui waits for the browser at {self.redirect.address}."

    @property
    def seconds_left(self) -> float:
        """For how long the answer is still waited for."""
        return self._ends - asyncio.get_running_loop().time()

    async def grant(self) -> Grant:
        """Wait for the school's decision, and get its tokens.

        Raises:
            ConnectorError: The school refused, nobody came back in time, or Assembly gives no token.
        """
        try:
            async with asyncio.timeout_at(self._ends):
                returned = await self._came
        except TimeoutError:
            raise UnreachableError(
                f"Nobody came back from Assembly within {LASTS / 60:.0f} minutes.",
                f"If Assembly's page mentioned the redirect address: {OTHER_REDIRECT}",
                ConnectionStep.GIVE_REDIRECT,
            ) from None
        finally:
            self._listener.close()
        if returned.code is None:
            raise _refusal(returned.error or "", self.redirect.address)
        return await self._exchange(returned.code)

    async def _exchange(self, code: str) -> Grant:
        question = token_question(
            self._auth_url,
            self._client,
            grant_type="authorization_code",
            code=code,
            redirect_uri=self.redirect.address,
        )
        bundle = self._settings.get("ca_bundle")
        transport = Transport(
            "Assembly", self._notify, pace=self._pace, ca_bundle=bundle, network=self._network
        )
        async with transport:
            answer = await transport.ask(question)
        grant = grant_in(answer)
        if grant is None:
            raise refused_exchange(answer, self.redirect.address)
        return grant

    def _judge(self, returned: Returned) -> Page:
        """The page for what a browser brought; what is not an answer to our question changes nothing."""
        if self._is_ours(returned) and (returned.code or returned.error):
            return Page(HTTPStatus.OK, _DONE if returned.code else _NOT_DONE)
        if returned.error and returned.state is None:
            self._warn_once(_REFUSED_UNPROVEN)
        elif returned.code or returned.state is not None:
            self._warn_once(f"{_OTHER_STATE} marktui goes on waiting.")
        return Page(HTTPStatus.BAD_REQUEST, _STRANGE)

    def _is_ours(self, returned: Returned) -> bool:
        return secrets.compare_digest((returned.state or "").encode(), self._state.encode())

    def _take(self, returned: Returned) -> None:
        if not self._came.done():
            self._came.set_result(returned)

    def _warn_once(self, sentence: str) -> None:
        """Warn of something once, however often it happens."""
        if sentence not in self._warned:
            self._warned.add(sentence)
            self._warn(sentence)


def _refusal(error: str, redirect: str) -> ConnectorError:
    """The failure for what came back instead of a code. The service's own words are never repeated."""
    again = ConnectionStep.AUTHORISE_IN_BROWSER
    match error:
        case "access_denied":
            return RefusedError("The school did not give the permission.", next=again)
        case "invalid_scope":
            return RefusedError(
                "Assembly does not let the application ask for all that marktui reads.",
                f"Register it for: {', '.join(one.partition(':')[0] for one in SCOPES)}.",
            )
        case "unauthorized_client" | "invalid_client":
            return RefusedError(
                "Assembly does not know the application by this client ID.",
                WRONG_CLIENT,
                ConnectionStep.GIVE_CLIENT,
            )
        case "server_error" | "temporarily_unavailable":
            return UnreachableError("Assembly could not ask the school just now.", next=again)
    if "redirect" in error:
        return RefusedError(
            f"Assembly knows the application by another redirect address than {redirect}.",
            OTHER_REDIRECT,
            ConnectionStep.GIVE_REDIRECT,
        )
    return RefusedError("Assembly did not ask the school for the permission.", next=again)


_OTHER_STATE = "An answer to another question came (another state). It was refused."
_WITHOUT_STATE = "A code alone has no state to check; it is taken because you paste it yourself."
_REFUSED_UNPROVEN = (
    "A page says that the permission was refused, but not for which question. If the school did refuse, "
    "cancel this."
)
_DONE = "marktui has the school's answer and goes on in its terminal. You can close this page."
_NOT_DONE = "marktui knows that the permission was not given. You can close this page."
_STRANGE = "This is not an answer to marktui's question. You can close this page."
