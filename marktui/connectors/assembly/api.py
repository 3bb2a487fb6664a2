"""Questions to Assembly's data API, with the school token (docs/wire-assembly.md, Requests)."""

from datetime import date
from typing import TypeVar

import msgspec

from marktui.connectors.assembly.errors import error_word, failure, is_error_body, wrong_shape
from marktui.connectors.assembly.sources import Source
from marktui.connectors.assembly.token import SchoolToken
from marktui.connectors.errors import damaged
from marktui.connectors.http.address import host_of
from marktui.connectors.http.decoding import BROKEN, decode
from marktui.connectors.http.request import Answer, Question
from marktui.connectors.http.transport import Transport

T = TypeVar("T")

_ACCEPT = "application/vnd.assembly+json; version=1.1"
_PER_PAGE = "1500"
"""The most that the service allows (docs/wire-assembly.md, Pages)."""


class AssemblyApi:
    """The data API of one school."""

    def __init__(self, transport: Transport, api_url: str, token: SchoolToken) -> None:
        self._transport = transport
        self._url = api_url
        self._token = token

    async def page(self, source: Source, number: int, today: date) -> Answer:
        """One page of a list, as it is today."""
        dated = {"date": today.isoformat()} if source.is_dated else {}
        return await self._get(source, {"page": str(number), "per_page": _PER_PAGE, **dated})

    async def permits(self, source: Source) -> None:
        """Ask for as little of a list as can be."""
        await self._get(source, {"per_page": "1"})

    async def one(self, source: Source, shape: type[T]) -> T:
        """A resource that is a single object, or a list that fits on one page."""
        return self._shaped(await self._get(source, {}), source, shape)

    async def one_or_none(self, source: Source, shape: type[T]) -> T | None:
        """A resource that is a single object; None where the service says that it does not exist."""
        answer = await self._answer(source, {})
        # A web page with the status 404 comes from something else on the way.
        if answer.status == 404 and is_error_body(answer):
            return None
        self._require(answer, source)
        return self._shaped(answer, source, shape)

    def _shaped(self, answer: Answer, source: Source, shape: type[T]) -> T:
        try:
            found: T = decode(answer.body, shape)
            return found
        except (msgspec.ValidationError, RecursionError):
            raise wrong_shape(source) from None
        except BROKEN:
            raise damaged("Assembly", source.what) from None

    async def _get(self, source: Source, params: dict[str, str]) -> Answer:
        answer = await self._answer(source, params)
        self._require(answer, source)
        return answer

    def _require(self, answer: Answer, source: Source) -> None:
        failed = failure(answer, source, host_of(self._url), self._token.origin)
        if failed is not None:
            raise failed

    async def _answer(self, source: Source, params: dict[str, str]) -> Answer:
        """The answer, of any status; the token is renewed where it has expired."""
        used = self._token.value
        answer = await self._ask(source, params, used)
        expired = answer.status == 401 and error_word(answer) == "invalid_token"
        if expired and await self._token.renew(used):
            answer = await self._ask(source, params, self._token.value)
        return answer

    async def _ask(self, source: Source, params: dict[str, str], token: str) -> Answer:
        headers = {"Accept": _ACCEPT, "Authorization": f"Bearer {token}"}
        return await self._transport.ask(
            Question(url=self._url + source.path, headers=headers, params=params)
        )
