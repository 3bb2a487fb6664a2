"""The body of an answer, unpacked as it comes, within bounds."""

import codecs
import zlib
from typing import TYPE_CHECKING

from marktui.connectors.errors import NotThisServiceError

if TYPE_CHECKING:
    import httpx

LARGEST = 32 * 1024**2
"""The most bytes of one answer, unpacked: five times the largest page that a service sends."""
OBJECTS, VALUES = 100_000, 1_000_000
"""The most objects and values of one answer; a full page of people, with all optional fields, has a tenth."""
ALTOGETHER = 1024**3
"""The most bytes of all answers to one connector: 50,000 people take a fifth of it."""
UNSUSPECTED = 1024**2
"""What an answer may unpack to, however small it came."""
SWELLING = 200
"""How many times its size an answer may unpack to beyond that; lists of people come to 20."""
PACKINGS = "gzip"
"""What a service may pack its answers with. One packing alone, or a few bytes could stand for a terabyte."""


async def read_body(response: "httpx.Response", host: str) -> bytes:
    """All of the body, without a byte order mark.

    Raises:
        NotThisServiceError: It is far too big, holds far too much, or is packed in another way than gzip.
        httpx.DecodingError: It was cut off or damaged on its way.
    """
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise NotThisServiceError(
            f"{host} compressed its answer in a way that marktui did not ask for.", _CHECK
        )
    body, unpack, came = bytearray(), _Unpacking() if "gzip" in packing else None, 0
    async for chunk in response.aiter_raw():
        came += len(chunk)
        most = min(LARGEST, max(UNSUSPECTED, came * SWELLING))
        # One byte more than there may be tells that there are too many.
        body += unpack.take(chunk, most - len(body) + 1) if unpack else chunk
        if len(body) > most:
            raise NotThisServiceError(_too_big(host, most), _CHECK)
    if unpack is not None and came:
        unpack.finish()
    whole = bytes(body).removeprefix(codecs.BOM_UTF8)
    _refuse_overfull(whole, host)
    return whole


def _refuse_overfull(body: bytes, host: str) -> None:
    """Refuse JSON that would take a hundred times its size once it is decoded.

    Signs within texts are counted as well, for nobody has that many of them there.
    """
    if len(body) <= OBJECTS or body.lstrip()[:1] not in (b"[", b"{"):
        return
    objects = body.count(b"{")
    # A body has no more signs than bytes, so most need not be gone through again.
    is_overfull = len(body) > VALUES and objects + body.count(b"[") + body.count(b",") > VALUES
    if objects > OBJECTS or is_overfull:
        raise NotThisServiceError(f"{host} sent more in one answer than any school has.", _CHECK)


class _Unpacking:
    """Unpacks gzip piece by piece."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(16 + zlib.MAX_WBITS)

    def take(self, chunk: bytes, most: int) -> bytes:
        """What a piece unpacks to, or so much of it as may be."""
        try:
            return self._stream.decompress(chunk, most)
        except zlib.error:
            raise _broken() from None

    def finish(self) -> None:
        """The last piece has been taken."""
        if not self._stream.eof:
            raise _broken()


def _broken() -> "httpx.DecodingError":
    import httpx

    return httpx.DecodingError("The packed body is damaged.")


def _too_big(host: str, most: int) -> str:
    if most == LARGEST:
        return f"{host} sent more than {LARGEST // 1024**2} MB in one answer."
    return f"{host} sent an answer that unpacks to more than {SWELLING} times its size."


_CHECK = "Check the service's address, and whether a web filter is in the way."
