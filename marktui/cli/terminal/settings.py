"""The settings of this call of the program, read when they are first needed: `status` may need none."""

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from marktui.hub.settings.settings import SettingsInForce
    from marktui.wording.drawing.glyphs import Glyphs


class CallSettings:
    """The settings of one call."""

    def __init__(self) -> None:
        self._found: SettingsInForce | None = None

    def in_force(self, *, tell: bool = True) -> "SettingsInForce":
        """The settings in force; what is wrong with them is told once, on standard error.

        Args:
            tell: Whether to tell it; the interface shows it on the screen.
        """
        if self._found is None:
            from marktui.store.settings.settings_file import read_settings, settings_path

            path = settings_path()
            self._found = read_settings(path)
            for problem in self._found.problems if tell else ():
                from marktui.wording.settings import problem_words

                click.echo(f"marktui: {problem_words(problem, str(path))}", err=True)
        return self._found

    def glyphs(self) -> "Glyphs":
        """The symbols that are drawn: those that the settings name, else those that the locale knows."""
        from marktui.wording.drawing.glyphs import ASCII, UNICODE, glyphs_for

        chosen = self.in_force().settings.ascii
        return glyphs_for(os.environ) if chosen is None else ASCII if chosen else UNICODE

    def forget(self) -> None:
        """Read them again in the next call."""
        self._found = None


SETTINGS = CallSettings()
"""Those of this process, which makes one call."""
