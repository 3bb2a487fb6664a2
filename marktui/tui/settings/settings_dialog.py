"""The settings in force, and where each comes from."""

import os

from marktui.hub.settings.settings import SettingsInForce
from marktui.tui.common.text.cells import Column, Row
from marktui.tui.common.widgets.search_dialog import SearchDialog
from marktui.wording.settings import meaning, setting_rows, source_words, value_words

_COLUMNS = (Column("Setting", 18, flex=1), Column("Value", 20, flex=2), Column("From", 12, flex=1))


class SettingsDialog(SearchDialog[str]):
    """Answers with the setting that was chosen.

    Args:
        found: The settings as they are by now.
        place: The settings file, by a name for people.
    """

    DEFAULT_CSS = "SettingsDialog > .dialog { height: 90%; max-height: 34; }"

    def __init__(self, found: SettingsInForce, place: str) -> None:
        self._rows = {
            name: Row(name, (name, value_words(value), source_words(source)))
            for name, value, source in setting_rows(found, os.environ)
        }
        super().__init__(
            f"Settings: {place}",
            _COLUMNS,
            [*self._rows],
            self._rows.__getitem__,
            hint="Type to search; Enter on the theme chooses one. The file is read again at the next start.",
        )

    def describe(self, line_id: str) -> str:
        """What the setting does."""
        return meaning(line_id)

    def chosen(self, line_id: str) -> None:
        """Answer with the line."""
        if line_id == "theme":
            self.dismiss(line_id)
        else:
            self.notify("Change it in the file.", markup=False)
