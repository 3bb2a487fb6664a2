"""The second question about people who are still in the MIS, before they lose something."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from marktui.hub.leavers.decisions import Decision
from marktui.hub.model.record import Person
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.leavers.decide_words import insist_title, insist_words


class StillInMisDialog(Dialog[bool | None]):
    """Answers True where they are meant too, False where only the others are, None where nothing is done.

    Args:
        others: How many other people the decision is about.
    """

    AUTO_FOCUS = "#cancel"

    def __init__(self, decision: Decision, people: Sequence[Person], others: int) -> None:
        super().__init__()
        self._decision = decision
        self._people = people
        self._others = others

    def contents(self) -> ComposeResult:
        """Question, the names, what it means, the buttons."""
        yield Static(insist_title(self._decision, self._people), classes="title", markup=False)
        yield Static(insist_words(self._decision, self._people), markup=False)
        verb = self._decision.value.capitalize()
        everybody = f"{verb} all {len(self._people) + self._others:,}"
        with Horizontal(classes="buttons"):
            yield Button(" Cancel ", id="cancel", compact=True)
            if self._others:
                yield Button(f" Only the other {self._others:,} ", id="others", compact=True)
            yield Button(f" {everybody if self._others else f'{verb} anyway'} ", id="all", compact=True)

    @on(Button.Pressed)
    def answer(self, event: Button.Pressed) -> None:
        """Answer."""
        self.dismiss({"all": True, "others": False}.get(event.button.id or ""))
