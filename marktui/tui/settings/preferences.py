"""The settings of the person at the keyboard: those in force, and what they choose meanwhile."""

import asyncio
from pathlib import Path

from marktui.hub.settings.settings import NO_SETTINGS, SettingsInForce


class Preferences:
    """The settings of an interface, read when it starts.

    Args:
        found: The settings, and what is wrong with them.
        file: Where choices are kept; None where they are not.
    """

    def __init__(self, found: SettingsInForce = NO_SETTINGS, file: Path | None = None) -> None:
        self._found = _checked(found)
        self._file = file
        self._writing = asyncio.Lock()
        """One choice is written after the other, in their order."""
        self.settings = self._found.settings
        """Those in force; only keys that are possible are among them."""
        self.place = str(file).replace(str(Path.home()), "~", 1) if file else "nothing is kept in the demo"
        """Where they are kept, for people."""

    @property
    def keymap(self) -> dict[str, str]:
        """The keys for Textual, by the ids of commands."""
        if not self.settings.keys:
            return {}
        from marktui.tui.settings.keymap import keymap_of  # here, because few change keys

        return keymap_of(self.settings.keys)

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, as sentences."""
        from marktui.wording.settings import problem_words

        name = self._file.name if self._file else "The settings"
        return tuple(problem_words(problem, name) for problem in self._found.problems)

    async def present(self) -> SettingsInForce:
        """The settings as they are by now: the file may have been changed since the start."""
        if self._file is None:
            return self._found
        from marktui.store.settings.settings_file import read_settings
        from marktui.store.threads import in_thread

        return _checked(await in_thread(read_settings, self._file))

    async def keep(self, name: str, value: str | bool) -> None:
        """Keep a choice for next time.

        Raises:
            StoreError: The file cannot be read or written.
        """
        from marktui.store.settings.settings_file import remember_setting
        from marktui.store.threads import in_thread, to_the_end

        if self._file is not None:
            async with self._writing:
                await to_the_end(in_thread(remember_setting, self._file, name, value))


def _checked(found: SettingsInForce) -> SettingsInForce:
    if not found.settings.keys:
        return found
    from marktui.tui.settings.keymap import with_possible_keys  # here, because few change keys

    return with_possible_keys(found)
