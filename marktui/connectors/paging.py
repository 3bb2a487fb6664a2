"""Reading a paged list whole, or not at all (design, section 3 rule 4)."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping, Sequence
from typing import Any, Generic, TypeVar

from marktui.connectors.answer import Answer
from marktui.connectors.base import IncompleteError
from marktui.connectors.mis import MisRow

Row = TypeVar("Row", bound=MisRow)

AT_ONCE = 4
"""How many pages of a list are asked for at a time."""
_MOST_PAGES = 5_000
_AGAIN = "Nothing was changed. Try again; if it stays so, tell the service's support."


class Completeness(Generic[Row]):
    """Takes the pages of one list in turn and tells whether they are the whole list.

    Args:
        name: The list for people: "Assembly's list of pupils".
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.stated = 0
        """The most rows that any page has promised."""
        self._seen: set[str] = set()

    @property
    def done(self) -> int:
        """Distinct rows so far."""
        return len(self._seen)

    def admit(
        self, number: int, headers: Mapping[str, str], rows: Sequence[Row]
    ) -> tuple[list[Row], int | None]:
        """The rows of a page that are new, and the number of the page that follows (contract, section 2.1).

        Raises:
            IncompleteError: The list cannot be read whole.
        """
        total = _whole(headers.get("Total"))
        if total is None:
            raise self._incomplete("did not say how many rows there are")
        self.stated = max(self.stated, total)
        fresh = []
        for row in rows:
            if row.mis_id not in self._seen:
                self._seen.add(row.mis_id)
                fresh.append(row)
        following = self._following(number, headers.get("Next-Page", "").strip())
        if following is not None and not fresh:
            raise self._incomplete("repeats a page")
        return fresh, following

    def finish(self) -> None:
        """The last page has been admitted.

        Raises:
            IncompleteError: Fewer distinct rows came than were promised.
        """
        if self.done < self.stated:
            raise self._incomplete(f"promised {self.stated:,} rows and held {self.done:,}")

    def _following(self, number: int, stated: str) -> int | None:
        if not stated:
            return None
        following = _whole(stated)
        if following is None or not number < following <= _MOST_PAGES:
            raise self._incomplete("does not lead on to its next page")
        return following

    def _incomplete(self, what: str) -> IncompleteError:
        return IncompleteError(f"{self.name} {what}.", _AGAIN)


async def pages(
    fetch: Callable[[int], Coroutine[Any, Any, Answer]],
    decode: Callable[[bytes], list[Row]],
    whole: Completeness[Row],
) -> AsyncGenerator[list[Row]]:
    """The distinct rows of a list, page by page; a few pages are asked for ahead of need.

    Args:
        fetch: Asks for one page by its number.
        decode: The rows of a page's body.
        whole: Judges the pages.

    Raises:
        ConnectorError: The list could not be read whole.
    """
    ahead: dict[int, asyncio.Task[Answer]] = {}
    number: int | None = 1
    try:
        while number is not None:
            answer = await (ahead.pop(number) if number in ahead else fetch(number))
            last = min(_whole(answer.headers.get("Total-Pages")) or 0, number + AT_ONCE)
            for later in sorted(set(range(number + 1, last + 1)) - ahead.keys()):
                ahead[later] = asyncio.create_task(fetch(later))
            rows, number = whole.admit(number, answer.headers, decode(answer.body))
            yield rows
    finally:
        for task in ahead.values():
            task.cancel()
        await asyncio.gather(*ahead.values(), return_exceptions=True)
    whole.finish()


def _whole(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
