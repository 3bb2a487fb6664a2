"""Somebody who waits for a school's answer in a browser."""

import asyncio

from marktui.connectors.assembly.consent.consent import Authorisation
from marktui.connectors.assembly.consent.token_answer import Client, Grant

from .assembly_school import QUICK
from .browser import fields_of, free_port, visit

CLIENT = Client("app-7", "secret-client-1")


class ConsentRequest:
    """Somebody who waits for a school's answer, and what they were told meanwhile."""

    def __init__(self, address: str, client: Client = CLIENT, redirect: str = "") -> None:
        self.warnings: list[str] = []
        self.port = free_port()
        self.redirect = redirect or f"http://localhost:{self.port}/auth/assembly/callback"
        settings = {"api_url": address, "auth_url": address}
        self.asking = Authorisation(
            settings, client, self.redirect, warn=self.warnings.append, notify=lambda _: None, pace=QUICK
        )

    async def after(self, *addresses: str, **headers: str) -> Grant:
        """The grant, once the browser has opened some addresses."""
        async with self.asking:
            waiting = asyncio.ensure_future(self.asking.grant())
            for address in addresses:
                await visit(address, **headers)
            return await waiting

    def back(self, **fields: str) -> str:
        """Where the browser is sent with an answer to this question."""
        query = "&".join(f"{name}={value}" for name, value in ({"state": self.state} | fields).items())
        return f"{self.redirect}?{query}"

    @property
    def state(self) -> str:
        return fields_of(self.asking.address)["state"]
