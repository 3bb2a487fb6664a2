"""The one HTTP client of a connector: it retries, sits out rate limits, counts, and keeps secrets quiet."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from marktui.connectors.base import Notify, Pause
from marktui.connectors.errors import NotThisServiceError, UnreachableError
from marktui.connectors.http.address import host_of
from marktui.connectors.http.awaited_answers import AwaitedAnswers
from marktui.connectors.http.body import ALTOGETHER, read_body
from marktui.connectors.http.concurrency import in_side_thread, resolve_aside
from marktui.connectors.http.errors import Trouble, certificate_trouble, connection_trouble, silence
from marktui.connectors.http.network.client import PLAIN_AGENT, Clients, open_clients
from marktui.connectors.http.observations import Observations
from marktui.connectors.http.request import Answer, Question
from marktui.connectors.http.wait_times import USUAL_PACE, Pace, limit_data, retry_after
from marktui.hub.settings.network import USUAL_NETWORK, Network

if TYPE_CHECKING:
    import httpx

_TOO_MANY = 429
_NOT_MODIFIED = 304
_SOON = 30
"""If the next try is further away than so many seconds, the sentence says when."""

_LOG = logging.getLogger(__name__)


class Transport:
    """Sends requests to one service. An async context manager that owns its connections.

    Args:
        window: The span that the service's rate limit is counted in: "5 minutes".
        names: The service's own names for things and fields, which a report may repeat.
    """

    def __init__(
        self,
        title: str,
        notify: Notify,
        *,
        pace: Pace = USUAL_PACE,
        window: str = "",
        user_agent: str = PLAIN_AGENT,
        ca_bundle: str | None = None,
        network: Network = USUAL_NETWORK,
        names: Iterable[str] = (),
    ) -> None:
        self.title = title
        self.pace = pace = pace.within(network.timeout)
        self.observations = Observations(names)
        """What the answers show of the service."""
        self.requests = 0
        """Every request sent so far, retries included."""
        self._notify = notify
        self._awaited = AwaitedAnswers(notify, pace.tries)
        self._window = window
        self._open = partial(open_clients, pace.budget, user_agent, ca_bundle, network)
        self._came = 0
        """The bytes of all answers so far."""
        self._clients: Clients | None = None
        self._places = asyncio.Semaphore(pace.at_once)
        """One for each request that may be under way."""
        self._opens_at = 0.0
        """When a rate limit ends that every request has to sit out."""
        self._free_at = 0.0
        """When the next request may be sent, so that they keep their distance."""

    async def __aenter__(self) -> "Transport":
        """Open."""
        resolve_aside()
        # Importing httpx and reading the certificates takes longer than a frame of the terminal interface.
        self._clients = await in_side_thread(self._open)
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close every connection."""
        if self._clients is not None:
            await self._clients.aclose()
            self._clients = None

    async def ask(self, question: Question, smaller: Callable[[], Question] | None = None) -> Answer:
        """The answer to a question, of any status but those that call for another try.

        If the service fails or is silent, it may have been asked for too much at a time: `smaller` writes
        what is asked instead.

        Raises:
            UnreachableError: No answer, or only failures, in spite of the retries.
            NotThisServiceError: The answer leads elsewhere or is far too big.
        """
        spent, tried, limits = 0.0, 0, 0
        while True:
            async with self._places:
                await self._turn()
                begun = monotonic()
                answer = await self._try(question, tried, left=self.pace.budget - spent)
            spent += monotonic() - begun
            _LOG.debug("%s: %s, %.0f ms", question.log_text, answer.log_text, (monotonic() - begun) * 1000)
            if isinstance(answer, Answer) and answer.status == _TOO_MANY:
                limits += 1
                self._sit_out(answer, limits)
                continue
            trouble = self._trouble(answer, question)
            if isinstance(trouble, Answer):
                return trouble
            tried += 1
            wait = max(self.pace.after(tried), trouble.wait)
            _LOG.warning("%s: %s in try %d", question.log_text, answer.log_text, tried)
            if tried >= self.pace.tries or spent + wait >= self.pace.budget:
                raise _given_up(trouble, tried)
            await self._back_off(wait, trouble.sentence, tried + 1)
            spent += wait
            if trouble.slow and smaller is not None:
                question = smaller()

    async def _try(self, question: Question, tried: int, *, left: float) -> Answer | Trouble:
        """One request: its answer, or what went wrong."""
        self.requests += 1
        number, answer = self.requests, None
        self._awaited.sent(number, tried + 1, left)
        try:
            answer = await self._answer(question, left if tried else min(left, self.pace.first_try), left)
        finally:
            self._awaited.ended(number, in_silence=not isinstance(answer, Answer))
        return answer

    async def _answer(self, question: Question, patience: float, left: float) -> Answer | Trouble:
        import httpx

        try:
            async with asyncio.timeout(left):
                return await self._send(question, httpx.Timeout(patience, connect=self.pace.connecting))
        except TimeoutError:
            return silence(self.title)
        except (httpx.RequestError, httpx.InvalidURL, UnicodeError) as error:
            # Its own text may hold an address or a header; what is said is ours alone.
            host = host_of(question.url)
            refusal = certificate_trouble(error, host)
            trouble = connection_trouble(error, self.title, host)
        if refusal is not None:
            raise refusal
        return trouble

    async def _send(self, question: Question, patience: "httpx.Timeout") -> Answer:
        if self._clients is None:
            raise RuntimeError("The transport is not open.")
        sent = self._clients.to(question.url).stream(
            question.method,
            question.url,
            headers=question.headers,
            params=question.params or None,
            data=question.form,
            content=question.body,
            auth=question.basic,
            timeout=patience,
        )
        async with sent as response:
            self._awaited.heard()
            body = await read_body(response, host_of(question.url))
        self._came += len(body)
        if self._came > ALTOGETHER:
            raise NotThisServiceError(
                f"{host_of(question.url)} sent more than any school has.",
                "Nothing was changed. Check the service's address.",
            )
        self.observations.answer(response.status_code, response.headers, body)
        return Answer(response.status_code, response.headers, body)

    def _trouble(self, answer: Answer | Trouble, question: Question) -> Answer | Trouble:
        if isinstance(answer, Trouble):
            return answer
        failed = answer.status >= 500 or answer.status == 408
        if failed and not question.answered_by(answer):
            sentence = f"{self.title} failed on its side (status {answer.status})"
            return Trouble(sentence, slow=True, wait=retry_after(answer) or 0.0, has_answered=True)
        return self._at_home(answer, question.url)

    def _at_home(self, answer: Answer, url: str) -> Answer:
        if not 300 <= answer.status < 400 or answer.status == _NOT_MODIFIED:
            return answer
        # Not followed even to the same host: credentials stay where they belong.
        message = (
            f"What answers at {host_of(url)} sends marktui to another address, which {self.title} never does."
        )
        raise NotThisServiceError(
            message, "Check the service's address, and whether a web filter is in the way."
        )

    async def _turn(self) -> None:
        now = monotonic()
        mine = max(now, self._free_at)
        self._free_at = mine + self.pace.spacing
        if mine > now:
            await asyncio.sleep(mine - now)
        while (wait := self._opens_at - monotonic()) > 0:  # noqa: ASYNC110  another 429 may prolong it
            await asyncio.sleep(wait)

    def _sit_out(self, answer: Answer, limits: int) -> None:
        """Hold back every request for as long as a 429 asks for; pages asked for together wait once."""
        wait, now = self.pace.for_limit(answer, limits), monotonic()
        _LOG.info("limit %d: waits %s s", limits, wait)
        if wait is None:
            message = f"{self.title} still limits requests after {limits - 1} waits."
            raise UnreachableError(message, "Try again later.")
        if self._opens_at <= now or now + wait > self._opens_at + self.pace.unsaid:
            self._notify(Pause(wait, self._limit_words(answer)))
        self._opens_at = max(self._opens_at, now + wait)

    def _limit_words(self, answer: Answer) -> str:
        limit = limit_data(answer).get("limit")
        if not isinstance(limit, int) or not self._window:
            return f"{self.title} limits how often it may be asked"
        return f"{self.title} allows {limit:,} requests in {self._window}"

    async def _back_off(self, wait: float, why: str, attempt: int) -> None:
        if wait > self.pace.unsaid:
            self._notify(Pause(wait, why, attempt, self.pace.tries))
        await asyncio.sleep(wait)


def _given_up(trouble: Trouble, tried: int) -> UnreachableError:
    tries = "1 try" if tried == 1 else f"{tried} tries"
    if trouble.wait > _SOON:
        asks = f" and asks to be left alone for {trouble.wait:,.0f} s"
        return UnreachableError(f"{trouble.sentence}{asks}, in {tries}.", "Try again after that time.")
    hint = "Check the network and the service's address, then try again later."
    if trouble.has_answered:
        hint = "The network is all right. Try again later."
    return UnreachableError(f"{trouble.sentence}, in {tries}.", hint)
