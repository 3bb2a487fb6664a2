"""Faults in how a list is cut into pages."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from marktui.sandbox.assembly.page import Page
from marktui.sandbox.assembly.row import Row
from marktui.sandbox.stage import Stage


def _short(page: Page, _: Sequence[Row]) -> Page:
    return replace(page, rows=page.rows[:-3]) if page.number == 1 else page


def _loop(page: Page, whole: Sequence[Row]) -> Page:
    """A list that fits one page is cut in two first, so that there is a page to repeat."""
    size = page.size if page.last > 1 else max(1, -(-page.total // 2))
    following = "2" if page.number == 1 else "1"
    return replace(page, rows=whole[:size], size=size, following=following)


def _duplicate(page: Page, whole: Sequence[Row]) -> Page:
    if page.last <= 1:
        return replace(page, rows=[*page.rows, *page.rows[-1:]])
    start = (page.number - 1) * page.size
    return replace(page, rows=[*whole[max(0, start - 1) : start], *page.rows])


def _shifted(page: Page, whole: Sequence[Row]) -> Page:
    if page.last <= 1:
        return replace(page, rows=[*page.rows[:1], *page.rows[:-1]])
    start = (page.number - 1) * page.size
    return page if page.number == 1 else replace(page, rows=whole[start - 1 : start - 1 + len(page.rows)])


def _empty(page: Page, _: Sequence[Row]) -> Page:
    return replace(page, rows=[]) if page.number == page.last else page


def _no_next(page: Page, _: Sequence[Row]) -> Page:
    return replace(page, following=page.following or None)


PAGE_FAULTS: dict[str, Callable[[Page, Sequence[Row]], Page]] = {
    "short-page": _short,
    "page-loop": _loop,
    "duplicate-row": _duplicate,
    "shifted-page": _shifted,
    "no-next-page": _no_next,
    "empty-page": _empty,
}


def spoil_page(page: Page, whole: Sequence[Row], stage: Stage) -> Page:
    """The page as the faults leave it.

    Args:
        page: what was asked for.
        whole: the rows of all pages.
        stage: knows the faults.
    """
    for name, spoil in PAGE_FAULTS.items():
        page = spoil(page, whole) if name in stage.faults else page
    return page
