"""A certificate authority of the tests' own, and servers on loopback that it vouches for."""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
)
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

from patience import PATIENCE

T = TypeVar("T")

_MADE = (
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
)
_REST = "-keyout key.pem -out cert.pem -addext subjectAltName="


class Authority:
    """Vouches for some hosts, and for no others."""

    def __init__(self, folder: Path, *hosts: str) -> None:
        folder.mkdir()
        names = ",".join(f"DNS:{host}" for host in hosts or ("localhost",))
        subprocess.run(f"{_MADE} {_REST}{names}".split(), cwd=folder, check=True, capture_output=True)
        self.file = folder / "cert.pem"
        """What has to be believed."""
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.file, folder / "key.pem")

    @asynccontextmanager
    async def before(self, address: str) -> AsyncIterator[str]:
        """The address under which something that speaks plain HTTP can be reached by TLS."""
        port = int(address.rpartition(":")[2])

        async def lead_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await join(reader, writer, port)

        server = await asyncio.start_server(lead_on, "127.0.0.1", 0, ssl=self.context)
        async with server:
            yield f"https://localhost:{server.sockets[0].getsockname()[1]}"

    def serving(self, address: str) -> AbstractContextManager[str]:
        """The same beside a test that has no loop of its own."""
        return beside(lambda: self.before(address))


@asynccontextmanager
async def proxy_to(port: int) -> AsyncIterator[str]:
    """The address of a proxy that leads every CONNECT to one port of this machine, whatever host it names."""

    async def lead_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await join(reader, writer, port)

    server = await asyncio.start_server(lead_on, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
    """Carry everything to a port of this machine, and back."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(65536):
            writer.write(piece)
        writer.close()

    there, back = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.gather(carry(reader, back), carry(there, writer), return_exceptions=True)


@contextmanager
def beside(open_one: Callable[[], AbstractAsyncContextManager[T]]) -> Iterator[T]:
    """Something that needs a loop, in a thread beside the test."""
    found: list[T] = []
    ready, over = Event(), Event()

    async def hold() -> None:
        async with open_one() as one:
            found.append(one)
            ready.set()
            await asyncio.to_thread(over.wait)

    thread = Thread(target=lambda: asyncio.run(hold()), daemon=True)
    thread.start()
    assert ready.wait(PATIENCE)
    try:
        yield found[0]
    finally:
        over.set()
        thread.join(10)
