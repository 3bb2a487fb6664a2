"""The app that keeps what a person prefers: colours, keys, details."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.app import App
from textual.filter import LineFilter, Monochrome, NoColor

from marktui.hub.model.errors import MarktuiError
from marktui.tui.common.style.theme import THEMES, THEMES_OF_SIXTEEN, hub_colours
from marktui.tui.common.text.escape_filter import EscapeFilter
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.keys import GIVEN_KEYS
from marktui.tui.main.message_log import LoggingApp
from marktui.tui.settings.preferences import Preferences
from marktui.tui.terminal.driver import TerminalDriver
from marktui.wording.drawing.glyphs import ASCII

if TYPE_CHECKING:
    from marktui.tui.common.messages import DetailsToggled, ThemeChosen

_SIXTEEN = ("standard", "windows")
"""What a terminal of sixteen colours is called."""


class PreferencesApp(LoggingApp, inherit_bindings=False):
    """Begins with a person's settings, and keeps what they choose."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(TerminalDriver)
        self._preferences = preferences
        self._begin_with(preferences.settings.theme)
        self.set_keymap(preferences.keymap)
        GIVEN_KEYS.set(preferences.settings.keys)
        self._unseen = EscapeFilter(in_ascii=GLYPHS is ASCII)

    def _begin_with(self, theme: str) -> None:
        """Choose the colours before the style sheet is read, which is read a second time after a change.

        What Textual changes with a theme besides the colours is at the start as a dark one needs it.
        """
        for one in THEMES_OF_SIXTEEN if self._has_sixteen_colours else THEMES:
            self.register_theme(one)
        if self.available_themes[theme].dark:
            self.set_reactive(App.theme, theme)
            self.stylesheet.set_variables(self.get_css_variables())

    @property
    def _has_sixteen_colours(self) -> bool:
        return self.console.color_system in _SIXTEEN

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The hub's colours, for themes that do not know them."""
        return hub_colours(self.current_theme, of_sixteen=self._has_sixteen_colours)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The filters that every line passes before it is drawn."""
        # Without colour Textual would still paint greys, over the background that the terminal has.
        filters = (NoColor() if isinstance(one, Monochrome) else one for one in super().get_line_filters())
        return (*filters, self._unseen)

    def on_choose_theme(self) -> None:
        """Open the palette of the themes."""
        self.search_themes()

    def search_themes(self) -> None:
        """Open the palette of the themes, for Textual's own action as well."""
        from marktui.tui.commands.palette_screen import open_palette
        from marktui.tui.settings.theme_provider import ThemeProvider

        open_palette(self, ThemeProvider, "Search for themes…")

    @work
    async def on_show_settings(self) -> None:
        """Show the settings in force, and let the person choose another theme."""
        from marktui.tui.settings.settings_dialog import SettingsDialog

        dialog = SettingsDialog(await self._preferences.present(), self._preferences.place)
        if await self.push_screen_wait(dialog) == "theme":
            self.search_themes()

    def on_theme_chosen(self, message: "ThemeChosen") -> None:
        """Show other colours, and keep the choice."""
        self.theme = message.name
        self._keep("theme", message.name)

    def on_details_toggled(self, message: "DetailsToggled") -> None:
        """Keep whether the details are open."""
        self._keep("detail", message.is_open)

    @work(group="settings")
    async def _keep(self, name: str, value: str | bool) -> None:
        try:
            await self._preferences.keep(name, value)
        except MarktuiError as error:
            self.notify(f"This is not kept for next time. {error.message}", severity="warning")
