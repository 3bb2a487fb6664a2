"""The list of School > History: what happened, newest first."""

from collections.abc import Callable

from marktui.hub.model.kind import Kind
from marktui.hub.model.text import unaccented
from marktui.store.file.entry import What
from marktui.tui.common.list.catalogue import Catalogue, ColumnSpec, Part, everything, text_column
from marktui.tui.common.text.cells import Cell, Column, Tone, Toned
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.words import listed
from marktui.tui.history.details import entry_details
from marktui.tui.history.view import HistoryLine, HistoryView
from marktui.wording.dates import moment_words, narrow_moment
from marktui.wording.drawing.bars import bar
from marktui.wording.kinds import kind_heading
from marktui.wording.sync.history import concerns, did_words, remark

_TONES = {What.HELD: Tone.WARNING, What.FAILED: Tone.ERROR}


def _number(_view: HistoryView, line: HistoryLine) -> Cell:
    return "" if line.entry.number is None else str(line.entry.number)


def _did(_view: HistoryView, line: HistoryLine) -> str:
    did = did_words(line.entry, line.counts, GLYPHS)
    return listed((remark(line.entry, line.undone_by), did))


def _size(view: HistoryView, line: HistoryLine) -> Cell:
    """A bar as long as the line's run is large compared with the others."""
    return Toned(bar(line.counts.total, view.largest, 10, GLYPHS), Tone.GOOD)


def _what(_view: HistoryView, line: HistoryLine) -> Cell:
    word = line.entry.what.value.capitalize()
    tone = _TONES.get(line.entry.what)
    return Toned(word, tone) if tone else word


def _words(view: HistoryView, line: HistoryLine) -> str:
    entry = line.entry
    words = (
        _number(view, line),
        moment_words(entry.at),
        entry.what.value,
        entry.login,
        concerns(line.kinds),
        _did(view, line),
        entry.plan or "",
    )
    return "\n".join((unaccented(" ".join(map(str, words))), *view.names.get(line.id, ())))


def _concerns(kind: Kind) -> Callable[[HistoryLine], bool]:
    return lambda line: kind in line.kinds


HISTORY: Catalogue[HistoryLine] = Catalogue(
    name="history",
    nouns=("entry", "entries"),
    items=lambda view: reversed(view.lines) if isinstance(view, HistoryView) else (),
    backwards=True,
    id_of=lambda line: line.id,
    words=_words,
    detail=entry_details,
    columns=(
        ColumnSpec(Column("No.", 5, right=True), _number),
        ColumnSpec(
            Column("When", 12),
            lambda view, line: narrow_moment(line.entry.at, view.today),
            lambda _view, line: line.entry.at,
        ),
        ColumnSpec(Column("What", 10), _what, lambda _view, line: line.entry.what.value),
        text_column(Column("Who", 7, flex=1, most=16), lambda _view, line: line.entry.login),
        text_column(Column("Kinds", 10, flex=1, most=44), lambda _view, line: concerns(line.kinds)),
        ColumnSpec(Column("Size", 10, wide_from=84), _size, lambda _view, line: line.counts.total),
        ColumnSpec(
            Column("What it did", 18, flex=6),
            _did,
            lambda _view, line: line.counts.total or line.entry.erased_people,
        ),
    ),
    parts=(
        Part("All", everything),
        Part("Changes", lambda line: line.entry.is_change),
        Part("Notes", lambda line: not line.entry.is_change),
        *(Part(kind_heading(kind), _concerns(kind)) for kind in Kind),
    ),
    empty="Nothing has happened in this hub yet.",
)
"""School > History."""
