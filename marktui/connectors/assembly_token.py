"""The school token, and how it is renewed (contract, sections 1.3 and 1.4)."""

import asyncio

import msgspec
from msgspec import Struct

from marktui.connectors.answer import Answer, Question
from marktui.connectors.assembly_failure import NEW_TOKEN
from marktui.connectors.base import RefusedError, Secrets
from marktui.connectors.transport import Transport


class _Renewed(Struct):
    access_token: str = ""
    refresh_token: str | None = None


class SchoolToken:
    """The present school token.

    Args:
        secrets: Where it comes from, and where a renewed one is kept.
        transport: Sends the request for a new one.
        auth_url: The host of `/oauth/token`.
    """

    def __init__(self, secrets: Secrets, transport: Transport, auth_url: str) -> None:
        self._secrets = secrets
        self._transport = transport
        self._url = f"{auth_url}/oauth/token"
        self._token = secrets.get("token")
        self._renewing = asyncio.Lock()

    @property
    def value(self) -> str:
        """The token.

        Raises:
            RefusedError: There is none, or none that could be sent.
        """
        token = (self._token or "").strip()
        if not token:
            hint = "Put it into MARKTUI_ASSEMBLY_TOKEN, or run: marktui connect assembly"
            raise RefusedError("There is no school token for Assembly.", hint)
        # Such a token would not fit into a header, and the error for that would quote it.
        if not (token.isascii() and token.isprintable()):
            raise RefusedError("The school token for Assembly holds characters that no token has.", NEW_TOKEN)
        return token

    async def renew(self, used: str) -> bool:
        """Get a new token in place of one that was refused; false where there is nothing to renew it with.

        Args:
            used: The refused token. If another page has renewed it meanwhile, nothing is sent.

        Raises:
            RefusedError: The service does not renew it.
        """
        async with self._renewing:
            if self.value != used:
                return True
            refresh, client, secret = (
                (self._secrets.get(name) or "").strip()
                for name in ("refresh_token", "client_id", "client_secret")
            )
            if not (refresh and client and secret):
                return False
            form = {"grant_type": "refresh_token", "refresh_token": refresh}
            question = Question(
                url=self._url,
                method="POST",
                headers={"Accept": "application/json"},
                form=form,
                basic=(client, secret),
            )
            await self._keep(_renewed(await self._transport.ask(question)), refresh)
            return True

    async def _keep(self, renewed: _Renewed, refresh: str) -> None:
        self._token = renewed.access_token
        # The refresh token stays good unless the answer brings another one (contract, section 1.4).
        # That one is kept first: without it the next renewal would fail.
        if renewed.refresh_token and renewed.refresh_token != refresh:
            await self._secrets.renew("refresh_token", renewed.refresh_token)
        await self._secrets.renew("token", renewed.access_token)


def _renewed(answer: Answer) -> _Renewed:
    try:
        renewed = msgspec.json.decode(answer.body, type=_Renewed) if answer.status == 200 else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        renewed = None
    if renewed is None or not renewed.access_token:
        raise RefusedError("The school token has expired and Assembly does not renew it.", NEW_TOKEN)
    return renewed
