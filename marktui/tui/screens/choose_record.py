"""The dialog that asks which of several records a MIS row belongs to."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from marktui.hub.hub import Hub
from marktui.hub.record import Pupil, Record, Teacher
from marktui.sync.pair import Pair
from marktui.tui.screens.dialog import Dialog
from marktui.tui.words import listed


class ChooseRecord(Dialog[str | None]):
    """Answers with the id of a record, or None.

    Args:
        pair: The line with its candidates.
        hub: The hub that has the records.
    """

    def __init__(self, pair: Pair, hub: Hub) -> None:
        super().__init__()
        self._pair = pair
        self._hub = hub

    def contents(self) -> ComposeResult:
        """The question, the records, the keys."""
        yield Static(f"Who is {self._pair.mis_label} in the hub?", classes="title", markup=False)
        yield OptionList(*self._options(), markup=False, compact=True)
        yield Static("Enter confirms the match, esc leaves it undecided.", classes="hint", markup=False)

    @on(OptionList.OptionSelected)
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Answer with the record that was chosen."""
        self.dismiss(event.option_id)

    def _options(self) -> list[Option]:
        options = []
        for candidate in self._pair.candidates:
            record = self._hub.record(candidate.record_id)
            if record is not None:
                options.append(Option(f"{_told(self._hub, record)}: {candidate.why}", id=record.id))
        return options


def _told(hub: Hub, record: Record) -> str:
    match record:
        case Pupil(date_of_birth=born):
            return listed((record.label, hub.class_name(record) or "", f"born {born}" if born else ""))
        case Teacher(email=email):
            return listed((record.label, email or ""))
    return record.label
