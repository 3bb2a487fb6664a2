"""The palette of the themes, our own first. The one that is chosen is kept for next time."""

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from marktui.tui.common.messages import ThemeChosen
from marktui.tui.common.style.theme import THEMES

_OURS = [theme.name for theme in THEMES]


class ThemeProvider(Provider):
    """Offers the themes."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for name, sentence in self._entries():
            yield DiscoveryHit(Content(name), self._choice(name), text=name, help=sentence)

    async def search(self, query: str) -> Hits:
        """Those that match what was typed."""
        matcher = self.matcher(query)
        for name, sentence in self._entries():
            if (score := matcher.match(name)) > 0:
                shown = matcher.highlight(name)
                yield Hit(score, shown, self._choice(name), text=name, help=sentence)

    def _choice(self, name: str) -> "partial[bool]":
        return partial(self.app.post_message, ThemeChosen(name))

    def _entries(self) -> Iterator[tuple[str, str]]:
        themes = self.app.available_themes
        for name in (*_OURS, *sorted(themes.keys() - set(_OURS))):
            kind = "dark" if themes[name].dark else "light"
            whose = "made for marktui" if name in _OURS else "one of Textual's own"
            chosen = ", chosen now" if name == self.app.theme else ""
            yield name, f"A {kind} theme, {whose}{chosen}."
