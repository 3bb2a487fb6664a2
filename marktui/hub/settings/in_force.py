"""Works out the settings in force from what a file and the environment say."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import convert

from marktui.hub.settings.lines import line_of
from marktui.hub.settings.names import SECTIONS, SETTINGS, TABLES, Setting
from marktui.hub.settings.settings import Problem, Settings, SettingsInForce, Source
from marktui.hub.settings.values import nearest

Document = Mapping[str, Any]


def settings_in_force(document: Document, text: str, environment: Mapping[str, str]) -> SettingsInForce:
    """The settings in force; what is wrong is told, and all the rest holds.

    Args:
        document: What the file holds.
        text: The file as it was written, to say in which line something is.
        environment: The variables of the process, which go before the file.
    """
    collected = _Collected(text)
    for path, value in _named_values(document):
        collected.take_from_file(path, value)
    for name, setting in SETTINGS.items():
        collected.take_from_environment(name, setting, environment)
    return collected.result()


class _Collected:
    """What has been found so far."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._values: dict[tuple[str, ...], object] = {}
        self._sources: dict[str, Source] = {}
        self._problems: list[Problem] = []

    def take_from_file(self, name: tuple[str, ...], value: object) -> None:
        """Take a value of the file, or say what is wrong with it."""
        source = Source(line=line_of(self._text, name))
        table = TABLES.get(name[0]) if len(name) > 1 else None
        setting = table or SETTINGS.get(".".join(name))
        if setting is not None:
            # The ids of commands may have a dot in them, which TOML reads as one section more.
            self._check((name[0], ".".join(name[1:])) if table else name, setting, value, source)
        elif name[0] in (*TABLES, *SECTIONS) and len(name) == 1:
            self._problems.append(Problem(f"{name[0]} has to be a section: [{name[0]}].", source))
        else:
            self._problems.append(Problem(_unknown(name), source))

    def take_from_environment(self, name: str, setting: Setting, environment: Mapping[str, str]) -> None:
        """Take the value of a variable, which goes before the file."""
        variable = next((one for one in setting.variables if environment.get(one, "").strip()), None)
        if variable is None:
            return
        source = Source(variable=variable)
        if name.startswith("network.") and not variable.startswith("MARKTUI_"):
            # Other programs use these as well. The connectors read and check them.
            self._sources[name] = source
            return
        self._check(tuple(name.split(".")), setting, environment[variable].strip(), source)

    def result(self) -> SettingsInForce:
        """All of it together."""
        document: dict[str, Any] = {}
        for (first, *rest), value in self._values.items():
            if rest:
                document.setdefault(first, {})[rest[0]] = value
            else:
                document[first] = value
        return SettingsInForce(convert(document, Settings), self._sources, tuple(self._problems))

    def _check(self, name: tuple[str, ...], setting: Setting, value: object, source: Source) -> None:
        dotted = ".".join(name)
        try:
            self._values[name] = setting.check(value)
        except ValueError as error:
            self._problems.append(Problem(f"{dotted} {error}.", source))
        else:
            self._sources[dotted] = source


def _named_values(
    document: Document, above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], object]]:
    """Each value with its whole name; sections are gone through."""
    for key, value in document.items():
        name = (*above, key)
        if isinstance(value, dict) and name != ("hubs", key):
            yield from _named_values(value, name)
        else:
            yield name, value


def _unknown(name: tuple[str, ...]) -> str:
    known = SECTIONS.get(name[0], ()) if len(name) > 1 else (*SETTINGS, *TABLES, *SECTIONS)
    near = nearest(name[-1], (one for one in known if "." not in one))
    hint = f'; the nearest is "{near}"' if near else ""
    return f'There is no setting "{".".join(name)}"{hint}.'
