"""Faults in how the list of pupils is cut into pages."""

from collections.abc import Callable
from dataclasses import replace

from marktui.sandbox.arbor.rows.page import Page, cut
from marktui.sandbox.stage import Stage

SMALL_SIZE = 100
SLOW_SIZE = 200
"""Pages with more rows take longer than the service's own patience."""


def _one_short(page: Page) -> Page:
    return cut(page.whole, max(1, page.size - 1), page.number)


def _loop(page: Page) -> Page:
    return replace(cut(page.whole, page.size, 0), number=page.number)


def _shifted(page: Page) -> Page:
    if not page.number:
        return _repeat_one(page) if page.holds_the_end else page
    start = page.number * page.size - 1
    return replace(page, rows=page.whole[start : start + len(page.rows)])


def _repeat_one(page: Page) -> Page:
    """A list that fits one page has a row twice in its middle, in the place of the next."""
    rows, half = list(page.rows), len(page.rows) // 2
    return replace(page, rows=[*rows[:half], *rows[half - 1 : half], *rows[half + 1 :]])


def _empty(page: Page) -> Page:
    return replace(page, rows=[]) if page.holds_the_end else page


def _duplicate(page: Page) -> Page:
    before = cut(page.whole, page.size, page.number - 1).rows if page.number else []
    return replace(page, rows=[*before[-1:], *page.rows])


PAGE_FAULTS: dict[str, Callable[[Page], Page]] = {
    "one-short-page": _one_short,
    "page-loop": _loop,
    "duplicate-row": _duplicate,
    "shifted-page": _shifted,
    "empty-page": _empty,
}


def spoil_page(page: Page, stage: Stage) -> Page:
    """The page as the faults leave it.

    Args:
        page: what was asked for.
        stage: knows the faults, and how often the list has been read.
    """
    for name, spoil in PAGE_FAULTS.items():
        page = spoil(page) if name in stage.faults else page
    if "shifted-once" in stage.faults and stage.count(f"page {page.number}") == 1:
        page = _shifted(page)
    return page
