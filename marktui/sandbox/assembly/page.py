"""One page of a list, and how it goes over the wire (docs/wire-assembly.md, Pages)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

import orjson
from starlette.requests import Request
from starlette.responses import Response

from marktui.sandbox.assembly.refusal import BadRequest
from marktui.sandbox.assembly.row import Row
from marktui.sandbox.odd_values import on_the_wire

USUAL_SIZE, LARGEST_SIZE, SMALL_SIZE = 100, 1500, 100
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it will be sent; `following` and `before` are header values, None leaves the header out."""

    rows: Sequence[Row]
    number: int
    size: int
    total: int
    following: str | None
    before: str

    @property
    def last(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.size)

    @property
    def headers(self) -> dict[str, str]:
        """The six paging headers of version 1.1."""
        plain = {
            "Page": str(self.number),
            "Per-Page": str(self.size),
            "Total": str(self.total),
            "Total-Pages": str(self.last),
            "Prev-Page": self.before,
        }
        return plain if self.following is None else {**plain, "Next-Page": self.following}

    def envelope(self, rows: list[Row]) -> dict[str, object]:
        """The body of version 1, which has these facts in it instead of headers."""
        return {
            "object": "list",
            "total_count": self.total,
            "total_pages": self.last,
            "current_page": self.number,
            "prev_page": int(self.before) if self.before else None,
            "next_page": int(self.following) if self.following else None,
            "data": rows,
        }


def cut(request: Request, rows: Sequence[Row], most: int = LARGEST_SIZE) -> Page:
    """The page of the rows that was asked for; past the end it is empty.

    Args:
        request: with `page` and `per_page`.
        rows: the whole list.
        most: how many rows a page has at most, whatever was asked for.
    """
    number = _number(request, "page", 1)
    size = min(_number(request, "per_page", USUAL_SIZE, LARGEST_SIZE), most)
    start = (number - 1) * size
    following = str(number + 1) if start + size < len(rows) else ""
    before = str(number - 1) if number > 1 else ""
    return Page(rows[start : start + size], number, size, len(rows), following, before)


def _number(request: Request, name: str, usual: int, largest: int | None = None) -> int:
    text = request.query_params.get(name, str(usual))
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1 or (largest and number > largest):
        message = f"{name} must be a number from 1{f' to {largest}' if largest else ' up'}"
        raise BadRequest(message)
    return number


def modified_since(request: Request, *, by_tag: bool) -> datetime | None:
    """The moment after which changes are wanted, from `If-None-Match` or `If-Modified-Since`."""
    tag = request.headers.get("if-none-match", "").strip('W/" ') if by_tag else ""
    if tag.rpartition("-")[2].isdigit():
        return datetime.fromtimestamp(int(tag.rpartition("-")[2]), UTC)
    text = request.headers.get("if-modified-since", "")
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(text)
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def validators(kind: str, changed: datetime) -> dict[str, str]:
    """The headers that a client hands back to get changes only."""
    return {
        "Last-Modified": format_datetime(changed, usegmt=True),
        "Etag": f'"{kind.replace("/", "-")}-{int(changed.timestamp())}"',
    }


def send(body: object, headers: dict[str, str] | None = None, before: bytes = b"") -> Response:
    """A JSON answer with status 200.

    Args:
        body: what it says.
        headers: further headers.
        before: what stands before the JSON.
    """
    return Response(before + on_the_wire(orjson.dumps(body)), headers=headers, media_type=JSON)
