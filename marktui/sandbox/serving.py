"""A web server that starts and stops within milliseconds and says nothing, not even about faults."""

import asyncio
import logging
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

HOST = "127.0.0.1"
HANG_UP = "sandbox.hang_up"
"""The key of a request's scope under which a function resets its connection."""


def listen(port: int) -> socket.socket:
    """A listening socket on loopback.

    Args:
        port: 0 takes any free one.

    Raises:
        OSError: the port is taken.
    """
    # With the protocol named, asyncio switches off Nagle's delay of 40 ms between head and body.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


@contextmanager
def serving(application: ASGIApp, listener: socket.socket) -> Iterator[None]:
    """Serve in a thread of its own as long as the block runs."""
    server = _Server(application)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True, name="sandbox")
    thread.start()
    while not server.ready.wait(0.1) and thread.is_alive():
        pass
    try:
        yield
    finally:
        server.stop()
        thread.join(5)


class _Line(H11Protocol):
    """A connection that an answer can reset."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let every request of this connection know how."""
        super().connection_made(transport)
        answer = self.app

        def hang_up() -> None:
            at_once = struct.pack("ii", 1, 0)
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
            transport.abort()

        async def answered(scope: Scope, receive: Receive, send: Send) -> None:
            scope[HANG_UP] = hang_up
            await answer(scope, receive, send)

        self.app = answered


class _Server(uvicorn.Server):
    """Waits for a word instead of looking every 0.1 s, and does not wait for answers under way."""

    def __init__(self, application: ASGIApp) -> None:
        logger = logging.getLogger("uvicorn.error")
        logger.propagate = False
        logger.addHandler(logging.NullHandler())
        quiet = uvicorn.Config(
            application,
            loop="asyncio",
            http=_Line,
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            date_header=False,
        )
        super().__init__(quiet)
        self.ready = threading.Event()
        self._over = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def stop(self) -> None:
        """End serving; to be called from another thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._over.set)

    async def main_loop(self) -> None:
        """Serve until somebody stops it."""
        await self.on_tick(0)
        self._loop = asyncio.get_running_loop()
        self.ready.set()
        await self._over.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close everything now."""
        for server in self.servers:
            server.close()
        for task in self.server_state.tasks:
            task.cancel()
        for connection in list(self.server_state.connections):
            connection.transport.close()
        await asyncio.sleep(0)
