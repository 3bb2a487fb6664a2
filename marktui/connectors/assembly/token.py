"""The school token, and how it is renewed (docs/wire-assembly.md, Tokens)."""

import asyncio

from marktui.connectors.assembly.consent.token_answer import (
    Client,
    grant_in,
    is_token,
    refused_renewal,
    token_question,
)
from marktui.connectors.base import Secrets
from marktui.connectors.errors import RefusedError
from marktui.connectors.http.concurrency import finished
from marktui.connectors.http.transport import Transport
from marktui.hub.model.next_step import ConnectionStep, GiveSecrets


class SchoolToken:
    """The present school token."""

    def __init__(self, secrets: Secrets, transport: Transport, auth_url: str) -> None:
        self._secrets = secrets
        self._transport = transport
        self._auth_url = auth_url
        self._token = secrets.get("token")
        self._renewing = asyncio.Lock()

    @property
    def value(self) -> str:
        """The token; raises `RefusedError` if there is none, or none that could be sent."""
        token = (self._token or "").strip()
        if not token:
            step = GiveSecrets("assembly", ("token",))
            raise RefusedError("There is no school token for Assembly.", next=step)
        # Such a token would not fit into a header, and the error for that would quote it.
        if not is_token(token):
            raise RefusedError(
                "The school token for Assembly holds characters that no token has.",
                next=ConnectionStep.AUTHORISE_IN_BROWSER,
            )
        return token

    @property
    def origin(self) -> str:
        """Where the token comes from, as a sentence, if a person should know once it is refused."""
        return self._secrets.origin("token")

    async def renew(self, used: str) -> bool:
        """Replace a token that was refused; false where there is nothing to renew it with.

        If another page or another process has renewed it meanwhile, nothing is sent.
        """
        async with self._renewing:
            if self.value != used:
                return True
            async with self._secrets.renewing():
                self._token = self._secrets.get("token")
                if self.value != used:
                    return True
                names = ("refresh_token", "client_id", "client_secret")
                refresh, *client = ((self._secrets.get(name) or "").strip() for name in names)
                if not (refresh and all(client)):
                    return False
                # The answer may hold the only refresh token that is good by then.
                await finished(self._exchange(refresh, Client(*client)))
            return True

    async def _exchange(self, refresh: str, client: Client) -> None:
        question = token_question(self._auth_url, client, grant_type="refresh_token", refresh_token=refresh)
        answer = await self._transport.ask(question)
        grant = grant_in(answer)
        if grant is None:
            raise refused_renewal(answer)
        # The refresh token stays good unless the answer brings another one.
        await self._secrets.renew(grant.secrets)
        # Used only once it is stored, so that the good one is on disk if anything goes wrong next.
        self._token = grant.token
