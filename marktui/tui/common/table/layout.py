"""Where the columns of a table stand at a given width."""

from collections.abc import Sequence

from msgspec import Struct, structs

from marktui.tui.common.text.cells import Column


class Slot(Struct, frozen=True):
    """The place of one column on the screen."""

    index: int
    """The column's number among all columns."""
    start: int
    """In cells, from the left edge."""
    width: int
    """In cells."""


class Layout(Struct, frozen=True):
    """The places of all columns that are shown."""

    slots: tuple[Slot, ...]
    more_left: bool
    """Whether columns are hidden at the left."""
    more_right: bool
    """Whether columns are hidden, or cut off, at the right."""


def lay_out(columns: Sequence[Column], width: int, gap: int, first: int = 0) -> Layout:
    """Place columns in a width, sharing what is spare among the flexible ones.

    Args:
        columns: All columns of the table.
        width: The cells there are.
        gap: The empty cells between two columns.
        first: How many columns to leave out at the left, where they do not all fit.
    """
    shown = [index for index, column in enumerate(columns) if width >= column.wide_from]
    needed = sum(columns[index].width for index in shown) + gap * max(0, len(shown) - 1)
    if needed <= width:
        widths = _shared({index: columns[index] for index in shown}, width - needed)
        return Layout(_placed(shown, widths, gap), more_left=False, more_right=False)
    kept = shown[max(0, min(first, len(shown) - 1)) :]
    slots = _placed(kept, {index: columns[index].width for index in kept}, gap)
    # What sticks out is narrower, so that its cells are cut visibly.
    inside = tuple(
        structs.replace(slot, width=min(slot.width, width - slot.start))
        for slot in slots
        if slot.start < width
    )
    return Layout(inside, more_left=len(kept) < len(shown), more_right=inside != slots)


def _shared(columns: dict[int, Column], spare: int) -> dict[int, int]:
    widths = {index: column.width for index, column in columns.items()}
    growing = {index: column for index, column in columns.items() if column.flex}
    while spare and growing:
        shares = sum(column.flex for column in growing.values())
        for index, column in list(growing.items()):
            extra = -(-spare * column.flex // shares)
            shares -= column.flex
            if column.most:
                extra = min(extra, max(0, column.most - widths[index]))
                if widths[index] + extra >= column.most:
                    del growing[index]
            widths[index] += extra
            spare -= extra
    return widths


def _placed(shown: Sequence[int], widths: dict[int, int], gap: int) -> tuple[Slot, ...]:
    slots, start = [], 0
    for index in shown:
        slots.append(Slot(index, start, widths[index]))
        start += widths[index] + gap
    return tuple(slots)
