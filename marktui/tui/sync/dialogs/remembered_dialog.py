"""The choices that every later sync respects; each can be forgotten."""

from collections.abc import Sequence

from msgspec import structs
from textual import work

from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.hub import Hub
from marktui.sync.decide.remembered import Remembered, remembered
from marktui.sync.model.reading import Reading
from marktui.sync.session import Session
from marktui.tui.common.messages import FailureShown
from marktui.tui.common.text.cells import Column, Row
from marktui.tui.common.text.records import KIND_WORDS
from marktui.tui.common.text.words import failure_words
from marktui.tui.common.widgets.search_dialog import SearchDialog

_COLUMNS = (Column("Kind", 10), Column("Name", 21, flex=1), Column("Chosen", 28, flex=2))


class RememberedDialog(SearchDialog[bool]):
    """Enter forgets a choice at once; a later review can make it again. Answers whether one was forgotten.

    Args:
        readings: What was read last; it knows the names of rows that the hub does not.
        refusal: Why this account may not forget a choice; None where it may.
    """

    def __init__(self, session: Session, hub: Hub, readings: Sequence[Reading], refusal: str | None) -> None:
        self._session = session
        self._reading = _together(readings)
        self._refusal = refusal
        self._is_changed = False
        self._lines = _numbered(hub, self._reading)
        super().__init__(
            "What every sync remembers: un-ticked, unmatched, not set up",
            _COLUMNS,
            list(self._lines),
            self._row,
            hint="Type to search; Enter forgets the choice: the next sync decides again. esc closes.",
        )
        self._tell_emptiness()

    def describe(self, line_id: str) -> str:
        """The whole choice."""
        one = self._lines[line_id]
        row = f", MIS id {one.mis_id}" if one.mis_id else ""
        return f"{one.words} {one.connector.capitalize()}{row}."

    def chosen(self, line_id: str) -> None:
        """Forget a choice, or say why that is not possible."""
        if self._refusal is not None:
            self.notify(self._refusal, severity="warning", markup=False)
        elif all(one.is_finished for one in self.workers if one.group == "choices"):
            # A key that comes while one is being forgotten was not meant for the line that is next.
            self._forget(self._lines[line_id])

    def action_cancel(self) -> None:
        """Close."""
        self.dismiss(self._is_changed)

    @work(exclusive=True, group="choices")
    async def _forget(self, one: Remembered) -> None:
        try:
            await self._session.decisions.forget_choices([one.choice])
            hub = await self._session.load()
        except MarktuiError as error:
            self.notify(failure_words(error), severity="error", markup=False)
            self.post_message(FailureShown(error))
            return
        self._is_changed = True
        self._lines = _numbered(hub, self._reading)
        self._tell_emptiness()
        place = self.table.cursor
        self.replace(list(self._lines))
        self.table.cursor = place
        self.notify(f"Forgotten: {_named(one)}. The next sync decides again.", markup=False)

    def _tell_emptiness(self) -> None:
        if not self._lines:
            self.table.empty = "Nothing: no row was un-ticked or unmatched by hand."

    def _row(self, line_id: str) -> Row:
        one = self._lines[line_id]
        return Row(line_id, (KIND_WORDS[one.kind], _named(one), one.words))


def _numbered(hub: Hub, reading: Reading | None) -> dict[str, Remembered]:
    return {str(one.number): one for one in remembered(hub, reading)}


def _named(one: Remembered) -> str:
    return one.name or f"MIS id {one.mis_id}"


def _together(readings: Sequence[Reading]) -> Reading | None:
    """All lists that were read, as one reading."""
    if not readings:
        return None
    rows = {kind: listed for one in readings for kind, listed in one.rows.items()}
    return structs.replace(readings[-1], rows=rows)
