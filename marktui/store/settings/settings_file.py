"""Reads and changes the file with the settings. Nobody needs one."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from marktui.hub.settings.in_force import settings_in_force
from marktui.hub.settings.lines import line_of
from marktui.hub.settings.settings import Problem, SettingsInForce, Source
from marktui.store.disk.atomic import replace_file
from marktui.store.disk.disk import DISK
from marktui.store.disk.errors import StoreError, as_store_error

VARIABLE = "MARKTUI_CONFIG"
"""The environment variable that names another file."""
_LARGEST = 1024**2
_PLACE = re.compile(r"\(at line (\d+)")


def settings_path(environment: Mapping[str, str] = os.environ) -> Path:
    """The file with the settings, which need not exist."""
    named = environment.get(VARIABLE, "").strip()
    if named:
        try:
            return Path(named).expanduser().absolute()
        except (RuntimeError, OSError):
            # The home of nobody, or a current folder that is gone: there is no such file.
            return Path(named)
    from platformdirs import user_config_path

    return user_config_path("marktui", appauthor=False) / "config.toml"


def read_settings(path: Path, environment: Mapping[str, str] = os.environ) -> SettingsInForce:
    """The settings in force. A file that cannot be read is told, and the usual settings hold."""
    try:
        text = _text(path)
        document = _document(text)
    except _UnreadableError as error:
        found = settings_in_force({}, "", environment)
        problem = Problem(f"{error} The usual settings hold.", Source(line=error.line))
        return SettingsInForce(found.settings, found.sources, (problem, *found.problems))
    return settings_in_force(document, text, environment)


def remember_setting(path: Path, name: str, value: str | bool) -> None:
    """Write one setting into the file, and leave everything else in it as it is.

    Raises:
        StoreError: The file cannot be read or written.
    """
    try:
        before = _text(path)
        changed = _with_line(before, name, _in_toml(value))
        # A line in a text over several lines may have looked like the one that was changed.
        is_right = _document(changed) == {**_document(before), name: value}
    except _UnreadableError as error:
        raise StoreError(f"{path}: {error}") from error
    if not is_right:
        raise StoreError(f"{path}: the line for {name} was not found.", "Change it there by hand.")
    # A link to a file that is kept elsewhere stays a link.
    whole = path.resolve()
    with as_store_error("written", path):
        DISK.make_folder(whole.parent)
        replace_file(whole, changed.encode())


class _UnreadableError(Exception):
    """The file is no settings file; the message is a sentence."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def _text(path: Path) -> str:
    """The text of the file; nothing where there is none."""
    try:
        if path.is_file() and path.stat().st_size > _LARGEST:
            raise _UnreadableError("The file is far too big for settings.")
        # A pipe or device would wait for ever.
        return path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except UnicodeDecodeError:
        raise _UnreadableError("The file is not text in UTF-8.") from None
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise _UnreadableError(f"The file cannot be read: {reason}.") from None


def _document(text: str) -> dict[str, Any]:
    if not text.strip():
        return {}
    import tomllib  # here, because hardly anybody has a file

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _PLACE.search(str(error))
        # Where there is none it ends too early: "at end of document".
        line = int(place[1]) if place else len(text.splitlines())
        raise _UnreadableError("This is not TOML.", line) from None


def _in_toml(value: str | bool) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _with_line(text: str, name: str, value: str) -> str:
    """The text with another value in the line of a setting, or with one line more above the sections."""
    lines = text.split("\n")
    at = line_of(text, (name,))
    if at is not None:
        lines[at - 1] = re.sub(
            r"""(=\s*)(?:"[^"]*"|'[^']*'|[^#\s]+)""", lambda found: found[1] + value, lines[at - 1], count=1
        )
        return "\n".join(lines)
    first = next((number for number, line in enumerate(lines) if line.lstrip().startswith("[")), None)
    if first is None:
        return f"{text.rstrip()}\n{name} = {value}\n".lstrip("\n")
    # Above the section, and above the comments that belong to it.
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return "\n".join([*lines[:first], f"{name} = {value}", "", *lines[first:]])
