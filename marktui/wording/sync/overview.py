"""Pictures of the data as text: how the last sync went, how big years and classes are, who leaves when."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from marktui.hub.model.text import counted
from marktui.sync.history.overview import (
    ClassSize,
    KindOverview,
    MonthOfLeavers,
    Overview,
    RunSize,
    YearSize,
)
from marktui.wording.dates import recent_words
from marktui.wording.drawing.bars import cells_of, parts_bar, sparkline
from marktui.wording.drawing.blocks import Line, Look, Piece, in_columns, side_by_side, stacked
from marktui.wording.drawing.cells import cut_off, padded
from marktui.wording.drawing.glyphs import Glyphs
from marktui.wording.kinds import kind_heading
from marktui.wording.sync.changes import done_signs, done_words
from marktui.wording.sync.history import undone_run

_WIDE = 96
"""From this width on, classes stand beside years."""
_LEFT, _LEFT_AT_MOST = 50, 66
"""The width of the years then."""
_BAR = 36
_WITH_ALONE, _WITH_DAY = 56, 72
"""From these widths on, it is told what was left alone, and when each kind was saved."""
_NAME = 12
_LOOKS = (Look.SAME, Look.CHANGED, Look.NEW, Look.GONE)
_PARTS = ("as before", "changed or linked", "new", "de-synced")


def overview_lines(data: Overview, width: int, glyphs: Glyphs, now: datetime) -> list[Line]:
    """Everything that is drawn of a hub, side by side where there is room."""
    kinds = kinds_block(data.kinds, width, glyphs, now)
    rest = [months_block(data.months, width, glyphs), runs_block(data.runs, width, glyphs)]
    if width < _WIDE:
        years = years_block(data.years, data.pupil_run, width, glyphs)
        return stacked((kinds, years, classes_block(data.classes, width, glyphs), *rest))
    half = max(_LEFT, min(_LEFT_AT_MOST, width * 2 // 5))
    left = stacked((years_block(data.years, data.pupil_run, half, glyphs), *rest))
    right = classes_block(data.classes, width - half - 4, glyphs)
    return stacked((kinds, side_by_side((left, right))))


def lines_beside(data: Overview, width: int, height: int, glyphs: Glyphs, now: datetime) -> list[Line]:
    """What there is room for beside something else, most telling first; no picture is cut off."""
    if width >= _WIDE:
        return overview_lines(data, width, glyphs, now)[:height]
    lines: list[Line] = []
    for block in (
        kinds_block(data.kinds, width, glyphs, now),
        years_block(data.years, data.pupil_run, width, glyphs),
        months_block(data.months, width, glyphs),
        classes_block(data.classes, width, glyphs),
    ):
        more = stacked((lines, block))
        if len(more) > height:
            break
        lines = more
    return lines


def kinds_block(kinds: Sequence[KindOverview], width: int, glyphs: Glyphs, now: datetime) -> list[Line]:
    """What the last sync of each kind met and did: a bar of its parts, and the numbers."""
    done = ["it did", *(_did(one, width, glyphs) for one in kinds)]
    ends = [_end("left alone", "saved", width), *(_end_of(one, width, now) for one in kinds)]
    did, end = (max(map(len, texts)) for texts in (done, ends))
    bars = max(4, min(60, width - _NAME - 10 - did - end))
    titles = f"{'':{_NAME}}{'read':>6}  {'':{bars}}  {done[0]:{did}}{ends[0]}"
    rest = (f"  {one:{did}}{last}" for one, last in zip(done[1:], ends[1:], strict=True))
    return [
        (Piece("The last sync of each kind", Look.TITLE),),
        *_legend(zip(glyphs.shades, _PARTS, strict=False), width),
        (Piece(titles.rstrip(), Look.MUTED),),
        *(_kind_line(one, bars, glyphs, text) for one, text in zip(kinds, rest, strict=True)),
    ]


def _kind_line(one: KindOverview, width: int, glyphs: Glyphs, rest: str) -> Line:
    heading = Piece(f"{kind_heading(one.kind):{_NAME}}")
    if one.at is None:
        return (heading, Piece(f"{'':8}not synced yet", Look.MUTED))
    if one.undone_by is not None:
        return (heading, Piece(f"{'':8}{undone_run(one.run, one.undone_by)}", Look.MUTED))
    done = one.done
    parts = (one.as_before, done.changed + done.linked + done.returned, done.added, done.desynced)
    drawn = parts_bar(parts, width, glyphs)
    return (
        heading,
        Piece(f"{one.counts.read:>6,}  "),
        *(Piece(text, look) for text, look in zip(drawn, _LOOKS, strict=True)),
        Piece(" " * (width - sum(map(len, drawn)))),
        Piece(rest),
    )


def _did(one: KindOverview, width: int, glyphs: Glyphs) -> str:
    """What a sync did: in words where there is room."""
    if one.at is None or one.undone_by is not None:
        return ""
    return (done_words(one.done) if width >= _WIDE else done_signs(one.done, glyphs)) or "no change"


def _end_of(one: KindOverview, width: int, now: datetime) -> str:
    """What a sync left alone, and when it was."""
    return _end(f"{one.counts.left_alone:,}", recent_words(one.at, now), width) if one.at else ""


def _end(alone: str, when: str, width: int) -> str:
    if width < _WITH_ALONE:
        return ""
    return f"  {alone:>10}{f'  {when}' if width >= _WITH_DAY else ''}"


def _legend(parts: Iterable[tuple[str, str]], width: int) -> list[Line]:
    """What each shade stands for, in as few lines as it takes."""
    lines: list[str] = []
    for text in (f"{shade} {part}" for shade, part in parts):
        if lines and len(lines[-1]) + 2 + len(text) <= width:
            lines[-1] += f"  {text}"
        else:
            lines.append(text)
    return [(Piece(line, Look.MUTED),) for line in lines]


def years_block(years: Sequence[YearSize], run: int | None, width: int, glyphs: Glyphs) -> list[Line]:
    """The pupils on roll in each year group, before the last pupil run and now."""
    if not years:
        return []
    same, _, more, fewer, _ = tuple(glyphs.shades)
    title = f"Pupils on roll, before run {run} {glyphs.arrow} now" if run is not None else "Pupils on roll"
    shades = ((same, "as before"), (more, "more"), (fewer, "fewer")) if run is not None else ()
    most = max(max(one.before, one.now) for one in years)
    room = max(4, min(_BAR, width - _NAME - 24))
    return [
        (Piece(title, Look.TITLE),),
        *_legend(shades, width),
        *(_year_line(one, most, room, glyphs, compares=run is not None) for one in years),
    ]


def _year_line(one: YearSize, most: int, width: int, glyphs: Glyphs, *, compares: bool) -> Line:
    stay, more, fewer = min(one.before, one.now), max(0, one.now - one.before), max(0, one.before - one.now)
    free = most - stay - more - fewer
    same_cells, more_cells, fewer_cells, _ = cells_of((stay, more, fewer, free), width)
    same, _, new, gone, _ = tuple(glyphs.shades)
    change = f"+{more:,}" if more else f"{glyphs.minus}{fewer:,}" if fewer else ""
    drawn = same_cells + more_cells + fewer_cells
    return (
        Piece(padded(cut_off(one.name, _NAME), _NAME)),
        Piece(f"{one.before:>6,} {glyphs.arrow} " if compares else " ", Look.MUTED),
        Piece(f"{one.now:<6,}"),
        Piece(same * same_cells, Look.SAME),
        Piece(new * more_cells, Look.NEW),
        Piece(gone * fewer_cells, Look.GONE),
        Piece(f"{'':{width - drawn}} {change}"),
    )


def classes_block(classes: Sequence[ClassSize], width: int, glyphs: Glyphs) -> list[Line]:
    """The pupils in each class, without those who have left and with them."""
    if not classes:
        return []
    most = max(one.on_roll + one.leavers for one in classes)
    name = min(_NAME, max(len(one.name) for one in classes))
    same, gone = glyphs.shades[0], glyphs.shades[3]
    return [
        (Piece("Pupils in each class", Look.TITLE),),
        *_legend(((same, "on roll"), (gone, "left, still in the class")), width),
        *in_columns([_class_line(one, most, name, glyphs) for one in classes], width),
    ]


def _class_line(one: ClassSize, most: int, name: int, glyphs: Glyphs) -> Line:
    free = most - one.on_roll - one.leavers
    here, left, _ = cells_of((one.on_roll, one.leavers, free), _NAME)
    return (
        Piece(f"{padded(cut_off(one.name, name), name)} {one.on_roll:>4,} "),
        Piece(glyphs.shades[0] * here, Look.SAME),
        Piece(glyphs.shades[3] * left, Look.GONE),
        Piece(f"{'':{_NAME - here - left}} {f'+{one.leavers:,} left' if one.leavers else '':9}"),
    )


def months_block(months: Sequence[MonthOfLeavers], width: int, glyphs: Glyphs) -> list[Line]:
    """How many of the leavers left in each month."""
    total = sum(one.number for one in months)
    if not total:
        return []
    cell = 4 if width >= 4 * len(months) else max(2, width // len(months))
    columns = sparkline((one.number for one in months), glyphs)
    last = months[-1].first_day
    title = f"Leavers each month to {last:%b} {last.year}: {total:,}"
    return [
        (Piece(title, Look.TITLE),),
        (Piece("".join(f"{mark:>{cell}}" for mark in columns), Look.GONE),),
        (Piece("".join(f"{f'{one.first_day:%b}'[: cell - 1]:>{cell}}" for one in months), Look.MUTED),),
        (Piece("".join(f"{one.number or '':>{cell}}" for one in months)),),
    ]


def runs_block(runs: Sequence[RunSize], width: int, glyphs: Glyphs) -> list[Line]:
    """How many records each of the last runs changed, and what the newest did."""
    return list(_runs(runs, width, glyphs)) if len(runs) > 1 else []


def _runs(runs: Sequence[RunSize], width: int, glyphs: Glyphs) -> Iterator[Line]:
    shown = runs[-max(2, width - 30) :]
    largest = max(shown, key=lambda one: one.done.total)
    yield (Piece(f"The last {counted(len(shown), 'run')}, by records changed", Look.TITLE),)
    told = f"  most: {largest.done.total:,} in run {largest.number}"
    yield (Piece(sparkline((one.done.total for one in shown), glyphs), Look.CHANGED), Piece(told))
