"""Every key that works here, then what signs and parts mean; Enter runs the line of a key."""

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from marktui.hub.model.text import fold
from marktui.tui.commands.screen import CommandedScreen
from marktui.tui.common.text.keys import key_word
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.common.widgets.option_lines import OptionLines
from marktui.tui.main.legend import LEGEND

_KEYS = 14
"""Cells for the keys of a line."""


@dataclass(frozen=True)
class HelpLine:
    """One thing that can be done."""

    keys: tuple[str, ...]
    """As Textual calls them; the first one runs it."""
    label: str
    sentence: str
    why_not: str | None = None
    id: str = ""
    """Its name in the settings, where its keys can be changed."""
    sign: str = ""
    """What the line explains, where it is of no key and runs nothing."""

    @property
    def words(self) -> str:
        """Keys or sign, and label."""
        start = self.sign or " ".join(key_word(key) for key in self.keys)
        return f"{set_cell_size(start, _KEYS)} {self.label}"

    @property
    def description(self) -> str:
        """The sentence, why it is not possible just now, and its name in the settings."""
        why = f"\nNot now: {self.why_not}" if self.why_not else ""
        return f"{self.sentence}{why}\n{self.name}".rstrip()

    @property
    def name(self) -> str:
        """What the settings call it."""
        return f"In the settings: {self.id}" if self.id else ""


class HelpScreen(Dialog[str | None]):
    """Answers with the key of the line that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "cancel", "Close", show=False),
        Binding("down", "list", "Lines", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen > .dialog {
        height: 100%; max-height: 100%;
        & > OptionList { height: 1fr; border: none; padding: 0; margin-bottom: 1; }
        & > .sentence { height: 3; margin: 0; color: $text-muted; }
    }
    """

    def __init__(self, lines: list[HelpLine]) -> None:
        super().__init__()
        self._lines = lines
        self._shown: list[HelpLine] = lines

    def contents(self) -> ComposeResult:
        """Where to type, the lines, and the one under the cursor in full."""
        yield Static(
            "Keys that work here; below them, what signs and parts mean", classes="title", markup=False
        )
        box = Input(
            placeholder="type to search keys, signs, parts; Enter runs the line; esc closes", compact=True
        )
        box.cursor_blink = False
        yield box
        yield OptionLines(markup=False)
        yield Static(classes="sentence", markup=False)

    def on_mount(self) -> None:
        """Show all lines."""
        self._list("")

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """Show the lines that have the words."""
        self._list(event.value)

    def submit(self) -> None:
        """Run the first line shown."""
        if self._shown:
            self._run(self._shown[0])

    @on(OptionList.OptionSelected)
    def run_line(self, event: OptionList.OptionSelected) -> None:
        """Run the line that was chosen."""
        self._run(self._shown[event.option_index])

    @on(OptionList.OptionHighlighted)
    def show_line(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the line under the cursor does."""
        # Typed quickly, the search may have shortened the list since this line was under the cursor.
        if event.option_index < len(self._shown):
            self.show_text(".sentence", self._shown[event.option_index].description)

    def action_list(self) -> None:
        """Go to the lines."""
        self.query_one(OptionList).focus()

    def _run(self, line: HelpLine) -> None:
        if line.keys:
            self.dismiss(line.keys[0])

    def _list(self, text: str) -> None:
        wanted = fold(text).split()
        found = [line for line in self._lines if _has(wanted, f"{line.words} {line.sentence} {line.id}")]
        # Enter runs the first line: what is called so comes before what only speaks of it.
        self._shown = sorted(found, key=lambda line: (not line.keys, not _has(wanted, line.words)))
        lines = self.query_one(OptionList)
        lines.clear_options()
        lines.add_options([Option(_drawn(line)) for line in self._shown])
        lines.highlighted = 0 if self._shown else None
        if not self._shown:
            self.show_text(".sentence", "No key has these words.")


def help_lines(screen: Screen[object]) -> list[HelpLine]:
    """What the keys of a screen do just now, each action once: deeds first, then ways to move."""
    keys: dict[str, list[str]] = {}
    found: dict[str, Binding] = {}
    for _node, binding, _enabled, _tip in screen.active_bindings.values():
        if isinstance(screen, CommandedScreen) and screen.hides(binding):
            continue
        if binding.description and (binding.show or binding.id):
            keys.setdefault(binding.action, []).append(binding.key)
            found.setdefault(binding.action, binding)
    lines = [
        _help_line(screen, tuple(keys[action]), binding)
        for action, binding in sorted(found.items(), key=lambda item: _rank(screen, item[1]))
    ]
    return [*lines, *(HelpLine((), label, sentence, sign=sign) for sign, label, sentence in LEGEND)]


def _help_line(screen: Screen[object], keys: tuple[str, ...], binding: Binding) -> HelpLine:
    if isinstance(screen, CommandedScreen) and (command := screen.find(binding.id)) is not None:
        return HelpLine(
            keys, command.LABEL, command.sentence(), command.why_not(screen.context), binding.id or ""
        )
    return HelpLine(keys, binding.description, binding.tooltip, id=binding.id or "")


def _rank(screen: Screen[object], binding: Binding) -> int:
    """What one does before how one moves."""
    if binding.show:
        return 0
    is_command = isinstance(screen, CommandedScreen) and screen.find(binding.id) is not None
    return 1 if is_command else 2


def _has(wanted: list[str], text: str) -> bool:
    folded = fold(text)
    return all(word in folded for word in wanted)


def _drawn(line: HelpLine) -> Content:
    return Content.styled(line.words, "dim") if line.why_not else Content(line.words)
