"""Questions to a school's Arbor, with its secrets and typed failures (docs/wire-arbor.md, Requests)."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from marktui.connectors.arbor.errors import (
    CHECK_SECRETS,
    names_gaps,
    no_arbor,
    not_permitted,
    read_reply,
    speaks_graphql,
)
from marktui.connectors.arbor.schema import Selection, read_schema, schema_question
from marktui.connectors.base import Secrets
from marktui.connectors.errors import RefusedError
from marktui.connectors.http.address import host_of
from marktui.connectors.http.observations import Observations
from marktui.connectors.http.request import Question
from marktui.connectors.http.transport import Transport
from marktui.hub.model.next_step import Connect, GiveSecrets

_HEADERS = {"Accept": "application/json", "Content-Type": "application/json"}
Write = Callable[[Selection], str]
"""Writes a document, given what may be asked for."""


class ArborApi:
    """The GraphQL interface of one school."""

    def __init__(self, transport: Transport, url: str, secrets: Secrets, warn: Callable[[str], None]) -> None:
        self._transport = transport
        self._url = url
        self._secrets = secrets
        self._warn = warn
        self._selection: Selection | None = None

    @property
    def observations(self) -> Observations:
        """What the answers show of the service."""
        return self._transport.observations

    async def selection(self) -> Selection:
        """What can be asked for; the school's Arbor is asked once."""
        if self._selection is None:
            question = self._question(schema_question())
            reply = read_reply(await self._transport.ask(question), "list of its fields", host_of(self._url))
            if reply.errors:
                raise not_permitted(())
            data = reply.data if isinstance(reply.data, dict) else {}
            self._selection = Selection(read_schema(data), self._warn)
        return self._selection

    async def require_arbor(self) -> None:
        """Make sure that Arbor is at the address, before any secret is sent there.

        Asked without secrets, Arbor refuses (401 or 403) or answers in its own form. A web page, or a host
        that does not know the path, is something else and raises.
        """
        document = msgspec.json.encode({"query": "{ __typename }"})
        url = f"{self._url}/graphql/query"
        answer = await self._transport.ask(Question(url=url, method="POST", headers=_HEADERS, body=document))
        if answer.status not in (401, 403) and not speaks_graphql(answer):
            raise no_arbor(host_of(self._url))

    async def ask(
        self, write: Write, what: str, shrink: Callable[[], None] | None = None
    ) -> Mapping[str, Any]:
        """The data that a document asks for, free of errors; without the fields that Arbor refuses.

        After a failure or silence, `shrink` is called before the document is written again.
        """
        selection = await self.selection()

        def smaller() -> Question:
            if shrink is not None:
                shrink()
            return self._question(write(selection))

        while True:
            answer = await self._transport.ask(self._question(write(selection)), smaller)
            reply = read_reply(answer, what, host_of(self._url))
            if not reply.errors:
                return reply.data if isinstance(reply.data, dict) else {}
            selection.refuse(reply.gaps or ())

    def _question(self, document: str) -> Question:
        # A `variables` key has made Arbor fail, so there is none.
        return Question(
            url=f"{self._url}/graphql/query",
            method="POST",
            headers=_HEADERS,
            body=msgspec.json.encode({"query": document}),
            basic=(self._secret("username"), self._secret("password")),
            answered_by=names_gaps,
        )

    def _secret(self, name: str) -> str:
        secret = (self._secrets.get(name) or "").strip()
        if not secret:
            step = GiveSecrets("arbor", (name,))
            raise RefusedError(f"There is no application {name} for Arbor.", next=step)
        # Such a one would be refused on the way, and the error for that would quote it.
        if any("\ud800" <= mark <= "\udfff" for mark in secret):
            raise RefusedError(
                f"The application {name} for Arbor cannot be sent.", CHECK_SECRETS, Connect("arbor")
            )
        return secret
