"""The commands of a screen for the palette, each with its key."""

from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from marktui.hub.model.text import unaccented
from marktui.tui.commands.general import ShowCommands
from marktui.tui.commands.screen import CommandedScreen
from marktui.tui.common.text.keys import key_word

_OTHER_SCORE = 5.0
"""How well a command fits that is found by another word."""


class Entry(Struct, frozen=True):
    """A line of the palette."""

    label: str
    sentence: str
    run: Callable[[], object]
    other_words: str = ""
    """Words that it is found by too."""


class CommandProvider(Provider):
    """Offers what the screen below the palette offers."""

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for entry in self._entries():
            yield DiscoveryHit(Content(entry.label), entry.run, text=entry.label, help=entry.sentence)

    async def search(self, query: str) -> Hits:
        """What matches the words typed so far."""
        matcher = self.matcher(query)
        for entry in self._entries():
            score = matcher.match(entry.label) or _OTHER_SCORE * has_words(
                f"{entry.label} {entry.other_words}", query
            )
            if score > 0:
                shown = matcher.highlight(entry.label)
                yield Hit(score, shown, entry.run, text=entry.label, help=entry.sentence)

    def _entries(self) -> list[Entry]:
        screen = self.screen
        if not isinstance(screen, CommandedScreen):
            return []
        commands = [one for one in screen.offered() if one is not ShowCommands]
        entries = [
            Entry(
                _label(one.LABEL, screen.keys_of(one)),
                one.sentence(),
                partial(screen.run_command, one),
                one.OTHER_WORDS,
            )
            for one in commands
        ]
        return [*self._bound(screen), *entries]

    def _bound(self, screen: CommandedScreen[object]) -> Iterator[Entry]:
        """What the widget in focus binds in addition."""
        for _node, binding, enabled, tip in screen.active_bindings.values():
            if binding.show and enabled and screen.find(binding.id) is None:
                press = partial(self.app.simulate_key, binding.key)
                yield Entry(_label(binding.description, binding.key), tip or binding.description, press)


def has_words(text: str, query: str) -> bool:
    """Whether each word of a query begins a word of a text."""
    words, wanted = unaccented(text).split(), unaccented(query).split()
    return bool(wanted) and all(any(word.startswith(one) for word in words) for one in wanted)


def _label(name: str, keys: str) -> str:
    key = key_word(keys.split(",")[0]) if keys else ""
    return f"{name} ({key})" if key else name
