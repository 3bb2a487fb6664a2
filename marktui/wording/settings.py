"""What is said about settings."""

import re
from collections.abc import Iterator, Mapping

from msgspec import to_builtins

from marktui.hub.settings.settings import Problem, SettingsInForce, Source

Row = tuple[str, object, Source]
"""The dotted name of a setting, its value, and where that comes from."""

_LOGIN = re.compile(r"^(\w+://)?[^/]*@")
"""What stands before the host of an address."""
_MEANINGS = {
    "theme": "The colours of the interface: dark, light, high-contrast, or a theme of Textual.",
    "dates": "How dates are shown: 4 Mar 2026, 04/03/2026 or 2026-03-04.",
    "start": "The tab that is open at the start, once the set-up is done.",
    "detail": "Whether the details of the line under the cursor are open in lists.",
    "ascii": "Whether only ASCII characters are drawn; where it is not set, the locale decides.",
    "network": "How the MIS service is reached: authorities to trust, proxy, seconds until it is given up.",
    "keys": "The keys of a command, in place of the usual ones.",
    "hubs": "The folder of a hub, by a name for the command line.",
}


def meaning(name: str) -> str:
    """What a setting does, by its dotted name."""
    return _MEANINGS[name.partition(".")[0]]


def problem_words(problem: Problem, file: str) -> str:
    """What is wrong with a setting, and where it stands.

    Args:
        problem: What is wrong.
        file: The settings file, by the name that a person knows.
    """
    source = problem.source
    if source.variable:
        return f"{source.variable}: {problem.text}"
    return f"{file}, line {source.line}: {problem.text}" if source.line else f"{file}: {problem.text}"


def setting_rows(found: SettingsInForce, environment: Mapping[str, str]) -> Iterator[Row]:
    """Every setting in force. Passwords in addresses are left out."""
    for name, value in to_builtins(found.settings).items():
        # Sections, and tables whose names a person chose.
        inside = {f"{name}.{key}": one for key, one in value.items()} if isinstance(value, dict) else None
        for dotted, one in (inside if inside is not None else {name: value}).items():
            source = found.sources.get(dotted, Source())
            # A variable that other programs use as well is read where it is needed.
            is_foreign = source.variable and not source.variable.startswith("MARKTUI_")
            yield dotted, _without_password(environment[source.variable]) if is_foreign else one, source


def value_words(value: object) -> str:
    """A value as it is shown."""
    if value is None or value == "":
        return "-"
    return str(value).lower() if isinstance(value, bool) else str(value)


def source_words(source: Source) -> str:
    """Where a value comes from."""
    if source.variable:
        return source.variable
    return f"line {source.line}" if source.line else "usual"


def _without_password(text: str) -> str:
    return _LOGIN.sub(r"\1", text)
