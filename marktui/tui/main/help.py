"""Every key that works here, in groups, then what signs and parts mean; Enter runs the line of a key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import ClassVar

from rich.cells import set_cell_size
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from marktui.hub.model.text import fold
from marktui.tui.commands.command import Command, Rank
from marktui.tui.commands.general import GENERAL
from marktui.tui.commands.screen import CommandedScreen
from marktui.tui.common.table.renderer import fit
from marktui.tui.common.text.keys import key_word
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.common.widgets.option_lines import OptionLines
from marktui.tui.main.commands import GO
from marktui.tui.main.legend import LEGEND
from marktui.tui.sync.commands import OPEN

_KEYS = 14
"""Cells for the keys of a line."""
_LABEL = 50
"""Cells for keys and label, where the sentence stands beside them."""
_WIDE = 110
"""From this width on there is room for that."""
_MARGIN = 6
"""Cells of a line that are frame, margin and scroll bar."""


class Group(StrEnum):
    """What lines are about, in the order in which they are shown."""

    HERE = "What you can do here"
    LIST = "The list"
    GO = "Go to"
    ALWAYS = "Always"
    SIGNS = "Signs"
    PARTS = "Parts of lists"


@dataclass(frozen=True)
class HelpLine:
    """One thing that can be done."""

    group: Group
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
        self._shown: Sequence[HelpLine | Group] = lines
        """The lines that are listed, with the headings between them."""

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

    @on(events.Resize)
    def fit_width(self) -> None:
        """Show all lines, with their sentences where there is room."""
        self._list(self.query_one(Input).value)

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """Show the lines that have the words."""
        self._list(event.value)

    def submit(self) -> None:
        """Run the first line shown."""
        self._run(next((line for line in self._shown if isinstance(line, HelpLine)), None))

    @on(OptionList.OptionSelected)
    def run_line(self, event: OptionList.OptionSelected) -> None:
        """Run the line that was chosen."""
        line = self._shown[event.option_index]
        self._run(line if isinstance(line, HelpLine) else None)

    @on(OptionList.OptionHighlighted)
    def show_line(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the line under the cursor does."""
        # Typed quickly, the search may have shortened the list since this line was under the cursor.
        line = self._shown[event.option_index] if event.option_index < len(self._shown) else None
        self.show_text(".sentence", line.description if isinstance(line, HelpLine) else "")

    def action_list(self) -> None:
        """Go to the lines."""
        self.query_one(OptionList).focus()

    def _run(self, line: HelpLine | None) -> None:
        if line and line.keys:
            self.dismiss(line.keys[0])

    def _list(self, text: str) -> None:
        wanted = fold(text).split()
        found = [line for line in self._lines if _has(wanted, f"{line.words} {line.sentence} {line.id}")]
        # Enter runs the first line: what is called so comes before what only speaks of it.
        found.sort(key=lambda line: (bool(wanted) and not line.keys, not _has(wanted, line.words)))
        self._shown = found if wanted else [*_with_headings(found)]
        lines = self.query_one(OptionList)
        lines.clear_options()
        lines.add_options([_option(line, self.size.width) for line in self._shown])
        lines.action_first()
        if not self._shown:
            self.show_text(".sentence", "No key has these words.")


def help_lines(screen: Screen[object]) -> list[HelpLine]:
    """What the keys of a screen do just now, each action once, group by group; then signs and parts."""
    keys: dict[str, list[str]] = {}
    found: dict[str, Binding] = {}
    for _node, binding, _enabled, _tip in screen.active_bindings.values():
        if isinstance(screen, CommandedScreen) and screen.hides(binding):
            continue
        if binding.description and (binding.show or binding.id):
            keys.setdefault(binding.action, []).append(binding.key)
            found.setdefault(binding.action, binding)
    # Of a group, what the footer shows too comes first.
    ordered = sorted(found.items(), key=lambda item: not item[1].show)
    lines = [_help_line(screen, tuple(keys[action]), binding) for action, binding in ordered]
    groups = list(Group)
    return sorted((*lines, *_legend()), key=lambda line: groups.index(line.group))


def _help_line(screen: Screen[object], keys: tuple[str, ...], binding: Binding) -> HelpLine:
    name = binding.id or ""
    if isinstance(screen, CommandedScreen) and (command := screen.find(name)) is not None:
        why_not = command.why_not(screen.context)
        return HelpLine(_group(command), keys, command.LABEL, command.sentence(), why_not, name)
    group = Group.ALWAYS if name.startswith("app.") else Group.LIST
    return HelpLine(group, keys, binding.description, binding.tooltip, id=name)


def _group(command: type[Command]) -> Group:
    if command in GENERAL:
        return Group.ALWAYS
    if command in GO or command in OPEN:
        return Group.GO
    return Group.LIST if command.RANK is Rank.LIST else Group.HERE


def _legend() -> Iterator[HelpLine]:
    for sign, label, sentence in LEGEND:
        yield HelpLine(Group.PARTS if sign == "part" else Group.SIGNS, (), label, sentence, sign=sign)


def _with_headings(lines: Sequence[HelpLine]) -> Iterator[HelpLine | Group]:
    for group, among in groupby(lines, attrgetter("group")):
        yield group
        yield from among


def _has(wanted: list[str], text: str) -> bool:
    folded = fold(text)
    return all(word in folded for word in wanted)


def _option(line: HelpLine | Group, width: int) -> Option:
    if isinstance(line, Group):
        return Option(Content.styled(line.value, "bold $text-accent"), disabled=True)
    words = Content.styled(line.words, "dim" if line.why_not else "")
    if width < _WIDE:
        return Option(words)
    sentence = fit(line.sentence.partition("\n")[0], width - _LABEL - _MARGIN).rstrip()
    beside = Content.styled(sentence, "$text-muted")
    return Option(Content.assemble(words, " " * max(1, _LABEL - words.cell_length), beside))
