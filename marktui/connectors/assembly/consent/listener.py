"""Waits on a port of this machine for the browser that comes back from Assembly."""

import asyncio
import errno
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus

from msgspec import Struct

from marktui.connectors.assembly.consent.redirect import Redirect, Returned, returned_in

_MOST_BYTES = 16 * 1024
"""All of a request; browsers send less than 2,000 bytes."""
_MOST_AT_ONCE = 20
_PATIENCE = 5.0
"""Seconds for one request. A browser may open a connection and say nothing on it."""
_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>marktui</title></head>'
    "<body><p>{text}</p></body></html>\n"
)
_HEADERS = (
    "Content-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
    "Content-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n"
)


class Page(Struct, frozen=True):
    """What the browser gets to see."""

    status: HTTPStatus
    text: str


class Listener:
    """Answers one good request, and refuses all others.

    Args:
        judge: The page for what came back; anything but 200 leaves the listener open.
        deliver: Takes what came back, once the browser has its page.
    """

    def __init__(
        self, redirect: Redirect, judge: Callable[[Returned], Page], deliver: Callable[[Returned], None]
    ) -> None:
        self._redirect = redirect
        self._judge = judge
        self._deliver = deliver
        self._servers: list[asyncio.Server] = []
        self._open: set[asyncio.StreamWriter] = set()

    async def open(self) -> str:
        """Begin to listen. Returns why it cannot, as a sentence; empty where it can."""
        if not self._redirect.loopback:
            return (
                f"marktui cannot wait at {self._redirect.address}: it is not a plain address of this machine."
            )
        for address in self._redirect.loopback:
            try:
                server = await asyncio.start_server(
                    self._serve, address, self._redirect.port, limit=_MOST_BYTES
                )
            except OSError as error:
                if address == "::1" and error.errno not in (errno.EADDRINUSE, errno.EACCES) and self._servers:
                    continue  # a machine without IPv6
                self.close()
                return _why_not(error, self._redirect.port)
            self._servers.append(server)
        return ""

    def close(self) -> None:
        """Listen no more, and hang up."""
        self._stop()
        for writer in self._open:
            writer.close()

    def _stop(self) -> None:
        for server in self._servers:
            server.close()
        self._servers.clear()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: one request, one page."""
        self._open.add(writer)
        returned = None
        try:
            if len(self._open) <= _MOST_AT_ONCE:
                async with asyncio.timeout(_PATIENCE):
                    head = await reader.readuntil(b"\r\n\r\n")
                    page, returned = self._answer(head.decode("latin-1"))
                    await _send(writer, page)
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            pass  # no browser of ours; it learns nothing
        finally:
            writer.close()
            self._open.discard(writer)
            if returned is not None:
                self._deliver(returned)

    def _answer(self, head: str) -> tuple[Page, Returned | None]:
        """The page for a request, and what it brought where that is what is waited for."""
        line, *headers = head.split("\r\n")
        method, _, rest = line.partition(" ")
        hosts = [one[5:].strip().lower() for one in headers if one[:5].lower() == "host:"]
        path, _, query = rest.rpartition(" ")[0].partition("?")
        if len(hosts) != 1 or hosts[0] not in self._redirect.hosts:
            return Page(HTTPStatus.MISDIRECTED_REQUEST, _STRANGE), None
        if path != self._redirect.path:
            return Page(HTTPStatus.NOT_FOUND, _STRANGE), None
        if method != "GET":
            return Page(HTTPStatus.METHOD_NOT_ALLOWED, _STRANGE), None
        try:
            returned = returned_in(query)
        except ValueError:
            return Page(HTTPStatus.BAD_REQUEST, _STRANGE), None
        if not self._servers:
            return Page(HTTPStatus.GONE, _STRANGE), None
        page = self._judge(returned)
        if page.status != HTTPStatus.OK:
            return page, None
        self._stop()
        return page, returned


async def _send(writer: asyncio.StreamWriter, page: Page) -> None:
    body = _PAGE.format(text=page.text).encode()
    status = f"HTTP/1.1 {page.status.value} {page.status.phrase}\r\n"
    writer.write(f"{status}{_HEADERS}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    await writer.drain()
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


def _why_not(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use, so marktui cannot wait there for the browser."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Only an administrator may use port {port}, so marktui cannot wait there for the browser."
    return f"marktui cannot wait on port {port} for the browser."


_STRANGE = "marktui did not ask for this. You can close this page."
