"""The footer: what the keys do here, as much as fits, and always how to see the rest."""

from collections.abc import Sequence

from msgspec import Struct, structs
from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from marktui.tui.commands.command import Rank
from marktui.tui.commands.screen import CommandedScreen
from marktui.tui.common.text.keys import key_word

_GAP = 2
"""The cells between two hints."""
_GIVE_WAY = (Rank.LIST, Rank.DECIDE, Rank.LEAVE, Rank.ACT)
"""Where there is little room, hints give way in this order, of each rank the last one first."""


class KeyHint(Struct, frozen=True):
    """One hint: a key and what it does."""

    key: str
    label: str
    rank: Rank = Rank.LIST
    enabled: bool = True

    @property
    def text(self) -> str:
        """The hint as it is shown."""
        return f"{key_word(self.key)} {self.label}"


class CommandFooter(Widget):
    """One line of hints that keeps `?` in view; the stock footer cuts what does not fit without a sign."""

    DEFAULT_CSS = """
    CommandFooter {
        dock: bottom; height: 1; width: 1fr; padding: 0 1;
        background: $panel; color: $text; text-wrap: nowrap;
    }
    """
    ALLOW_SELECT = False

    hints: reactive[tuple[KeyHint, ...]] = reactive(())
    """What the keys do here, as far as the footer shows it."""

    def on_mount(self) -> None:
        """Follow the keys that work."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def render(self) -> Content:
        """The line."""
        return Content(" " * _GAP).join(_drawn(hint) for hint in self._shown())

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        x = event.x - 1
        for hint in self._shown():
            if 0 <= x < cell_len(hint.text):
                self.app.simulate_key(hint.key)
            x -= cell_len(hint.text) + _GAP

    def _follow(self, screen: Screen[object]) -> None:
        self.hints = tuple(hints(self.screen))

    def _shown(self) -> list[KeyHint]:
        return fitting(self.hints, self.size.width - 2)


def hints(screen: Screen[object]) -> list[KeyHint]:
    """What the keys of a screen do just now, in the order of their ranks."""
    found: dict[str, KeyHint] = {}
    commands: dict[str, KeyHint] = {}
    typing = isinstance(screen.focused, Input)
    for _node, binding, enabled, _tip in screen.active_bindings.values():
        command = screen.find(binding.id) if isinstance(screen, CommandedScreen) else None
        if not binding.show or (typing and len(key_word(binding.key)) == 1):
            continue
        if command is None:
            rank = Rank.LEAVE if binding.key == "escape" else Rank.LIST
            found.setdefault(binding.action, KeyHint(binding.key, binding.description, rank, enabled))
        else:
            commands.setdefault(command.id(), KeyHint(binding.key, binding.description, command.RANK))
    return sorted(
        (*_in_order(screen, commands), *found.values()), key=lambda hint: (hint.rank, hint.key != "escape")
    )


def fitting(hints: Sequence[KeyHint], width: int) -> list[KeyHint]:
    """The hints that fit a width, whole ones only; the way to all keys is always among them."""
    shown = list(hints)
    for rank in _GIVE_WAY:
        for hint in reversed([one for one in hints if one.rank is rank]):
            if sum(cell_len(one.text) + _GAP for one in shown) - _GAP <= width:
                return shown
            shown.remove(hint)
    return shown


def _in_order(screen: Screen[object], hints: dict[str, KeyHint]) -> list[KeyHint]:
    if not isinstance(screen, CommandedScreen):
        return []
    at = screen.context
    shown = [one for one in screen.OFFERS if one.id() in hints and one.allowed(at) and one.in_footer(at)]
    return [structs.replace(hints[one.id()], enabled=one.why_not(at) is None) for one in shown]


def _drawn(hint: KeyHint) -> Content:
    key = key_word(hint.key)
    if not hint.enabled:
        return Content.styled(hint.text, "dim")
    return Content.assemble((key, "bold $accent"), f" {hint.label}")
