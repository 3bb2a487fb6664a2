"""Reading a paged list whole, or not at all."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from marktui.connectors.errors import IncompleteError, NotThisServiceError
from marktui.connectors.http.request import Answer
from marktui.connectors.mis import MisRow

Row = TypeVar("Row", bound=MisRow)

_LOG = logging.getLogger(__name__)
AHEAD = 8
"""How many pages of a list are asked for ahead of the one that is taken; how many requests are under way at a
time, of all lists together, is the transport's business."""
_MOST_PAGES = 5_000
PAGE_ROWS = 5_000
"""The most rows of one page; a service that holds its pages shorter is asked for 1,500."""
LIST_ROWS = 200_000
"""The most rows of one list: four times the people of the largest trust."""
_AGAIN = "Nothing was changed. Try again; if it keeps happening, tell the service's support."


class Distinct(Generic[Row]):
    """Keeps each row of a list once, however often pages repeat it; `name` is "Assembly's list of pupils"."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.moved = False
        """Whether a page has held a row of an earlier one."""
        self.twice = 0
        """How many rows came again."""
        self._seen: set[str] = set()

    @property
    def done(self) -> int:
        """Distinct rows so far."""
        return len(self._seen)

    def fresh(self, rows: Iterable[Row]) -> list[Row]:
        """The rows of a page that are new."""
        new = list(rows)
        ids = {row.mis_id for row in new}
        if len(ids) == len(new) and self._seen.isdisjoint(ids):
            self._seen |= ids
            refuse_endless(self.name, self.done)
            return new
        kept: dict[str, Row] = {}
        for row in new:
            self.twice += row.mis_id in self._seen or row.mis_id in kept
            if row.mis_id in self._seen:
                self.moved = True
            else:
                kept.setdefault(row.mis_id, row)
        self._seen |= kept.keys()
        refuse_endless(self.name, self.done)
        return list(kept.values())


class Completeness(Distinct[Row]):
    """Takes the pages of a list whose length is stated, in turn, and checks that they are the whole list."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.stated = 0
        """The most rows that any page has promised."""

    def admit(
        self, number: int, headers: Mapping[str, str], rows: Sequence[Row]
    ) -> tuple[list[Row], int | None]:
        """The rows of a page that are new, and the number of the page that follows.

        Raises:
            IncompleteError: The list cannot be read whole.
        """
        total = _whole(headers.get("Total"))
        if total is None:
            raise incomplete(self.name, "did not say how many rows there are")
        self.stated = max(self.stated, total)
        refuse_endless(self.name, total)
        fresh = self.fresh(rows)
        following = self._following(number, headers.get("Next-Page", "").strip())
        if following is not None and not fresh:
            raise incomplete(self.name, "repeats a page")
        return fresh, following

    def finish(self) -> None:
        """Raise if fewer distinct rows came than were promised, once the last page is admitted."""
        if self.done < self.stated:
            raise incomplete(self.name, f"promised {self.stated:,} rows and held {self.done:,}")

    def _following(self, number: int, stated: str) -> int | None:
        if not stated:
            return None
        following = _whole(stated)
        if following is None or not number < following <= _MOST_PAGES:
            raise incomplete(self.name, "does not lead on to its next page")
        return following


class UntilEmpty:
    """Takes the pages of a list that only an empty page ends, in turn, and says whether one more follows.

    A page is asked to hold `size` rows.
    """

    def __init__(self, name: str, size: int) -> None:
        self.name = name
        self.number = 0
        """The number of the next page, counted from 0."""
        self.moved = False
        """Whether an id came on two pages, so that rows may have slipped from one page to another."""
        self._size = size
        self._largest = 0
        """The rows of the largest page."""
        self._was_full = False
        """Whether the last page held as many rows as pages do, so that more may follow."""
        self._seen: set[str] = set()
        self._pages: set[frozenset[str]] = set()
        self._stale = False
        """Whether the last page held nothing new."""
        self._ended = False
        """Whether a page without rows has come."""

    def admit(self, ids: Sequence[str] | None) -> bool:
        """Whether another page has to be asked for.

        A page without rows ends the list. Where it comes right after a full page, or the list was left out,
        the next one has to be without rows as well.

        Args:
            ids: The ids of a page's rows; None where the service left out the list.

        Raises:
            IncompleteError: The list cannot be read whole.
        """
        self.number += 1
        if not ids:
            is_doubtful = not self._ended and bool(self._seen) and (ids is None or self._was_full)
            self._ended = True
            return is_doubtful
        if self._ended:
            raise incomplete(self.name, "left out a page")
        page = frozenset(ids)
        stale = page <= self._seen
        if page in self._pages or (stale and self._stale):
            raise incomplete(self.name, "repeats a page")
        if self.number >= _MOST_PAGES:
            raise incomplete(self.name, "does not end")
        self._stale = stale
        self.moved = self.moved or not page.isdisjoint(self._seen)
        self._look_at_length(len(ids))
        self._pages.add(page)
        self._seen |= page
        refuse_endless(self.name, len(self._seen))
        return True

    def _look_at_length(self, rows: int) -> None:
        """Take the length of a page into account; a full one may hold a row less than was asked for."""
        self._largest = max(self._largest, rows)
        # A service that holds its pages smaller than it was asked to shows that by more than one of them.
        full = self._largest if self._pages else self._size
        self._was_full = rows >= min(full, self._size) - 1

    def shrink(self, size: int) -> None:
        """Go on with smaller pages.

        The service may have held its pages smaller than it was asked to, so that only what came tells how far
        the list is read. Rows may come again, but none is passed over.
        """
        held = min(size, self._largest)
        if held:
            self.number = self.number * self._largest // held
        self._largest, self._size = held, size
        self._seen, self._pages, self._stale = set(), set(), False


def incomplete(name: str, what: str) -> IncompleteError:
    """The failure of a list that cannot be read whole."""
    _LOG.warning("%s %s", name, what)
    return IncompleteError(f"{name} {what}.", _AGAIN)


def refuse_endless(name: str, rows: int, most: int = LIST_ROWS) -> None:
    """Refuse a list that is longer than any school's."""
    if rows > most:
        where = " on one page" if most == PAGE_ROWS else ""
        message = f"{name} has more than {most:,} rows{where}: more than any school has."
        raise NotThisServiceError(message, "Nothing was changed. Check the service's address.")


async def pages(
    fetch: Callable[[int], Coroutine[Any, Any, Answer]],
    decode: Callable[[bytes], list[Row]],
    whole: Completeness[Row],
) -> AsyncGenerator[list[Row]]:
    """The distinct rows of a list, page by page; those that follow are asked for side by side.

    Whichever page comes first, they are taken in their order, so that completeness is judged as if they had
    been read one by one.
    """
    ahead: dict[int, asyncio.Task[Answer]] = {}
    number: int | None = 1
    try:
        while number is not None:
            answer = await (ahead.pop(number) if number in ahead else fetch(number))
            last = min(_whole(answer.headers.get("Total-Pages")) or 0, number + AHEAD)
            for later in sorted(set(range(number + 1, last + 1)) - ahead.keys()):
                ahead[later] = asyncio.create_task(fetch(later))
            rows, number = whole.admit(number, answer.headers, decode(answer.body))
            yield rows
            # Where the next page is there already, nothing else would let others have their turn.
            await asyncio.sleep(0)
    finally:
        for task in ahead.values():
            task.cancel()
        await asyncio.gather(*ahead.values(), return_exceptions=True)
    whole.finish()


def _whole(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
