"""A certificate authority of the tests' own, and servers on loopback that it vouches for."""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from threading import Event, Thread

_MADE = (
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
)
_REST = "-addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem"


class Authority:
    """Vouches for localhost, and for nobody else."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        subprocess.run(f"{_MADE} {_REST}".split(), cwd=folder, check=True, capture_output=True)
        self.file = folder / "cert.pem"
        """What has to be believed."""
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.file, folder / "key.pem")

    @asynccontextmanager
    async def before(self, address: str) -> AsyncIterator[str]:
        """The address under which something that speaks plain HTTP can be reached by TLS."""
        host, port = address.removeprefix("http://").split(":")

        async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while piece := await reader.read(65536):
                writer.write(piece)
            writer.close()

        async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            there, back = await asyncio.open_connection(host, int(port))
            await asyncio.gather(carry(reader, back), carry(there, writer), return_exceptions=True)

        server = await asyncio.start_server(join, "127.0.0.1", 0, ssl=self.context)
        async with server:
            yield f"https://localhost:{server.sockets[0].getsockname()[1]}"

    @contextmanager
    def serving(self, address: str) -> Iterator[str]:
        """The same beside a test that has no loop of its own."""
        found: list[str] = []
        ready, over = Event(), Event()

        async def serve() -> None:
            async with self.before(address) as url:
                found.append(url)
                ready.set()
                await asyncio.to_thread(over.wait)

        thread = Thread(target=lambda: asyncio.run(serve()), daemon=True)
        thread.start()
        assert ready.wait(10)
        try:
            yield found[0]
        finally:
            over.set()
            thread.join(10)
