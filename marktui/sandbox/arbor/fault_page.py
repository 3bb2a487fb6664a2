"""Faults in how the list of pupils is cut into pages."""

from collections.abc import Callable
from dataclasses import replace

from marktui.sandbox.arbor.listing import Page, cut

SMALL_SIZE = 100
SLOW_SIZE = 200
"""Pages with more rows take longer than the service's own patience."""


def _one_short(page: Page) -> Page:
    return cut(page.whole, max(1, page.size - 1), page.number)


def _loop(page: Page) -> Page:
    return replace(cut(page.whole, page.size, 0), number=page.number)


def _duplicate(page: Page) -> Page:
    before = cut(page.whole, page.size, page.number - 1).rows if page.number else []
    return replace(page, rows=[*before[-1:], *page.rows])


PAGE_FAULTS: dict[str, Callable[[Page], Page]] = {
    "one-short-page": _one_short,
    "page-loop": _loop,
    "duplicate-row": _duplicate,
}
