"""All settings by their names: which values each can have, and which variables set it."""

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

from marktui.hub.settings.network import USUAL_NETWORK
from marktui.hub.settings.values import DATE_FORMS, NO, START_TABS, THEMES, YES, nearest

Check = Callable[[object], object]
"""Gives a value as it is used; raises `ValueError` with the rest of a sentence that begins with the name."""

_ADDRESS = re.compile(
    r"(?:https?://)?(?P<login>[^/\s@]+@)?(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[1-9]\d{0,4})?/?", re.ASCII
)
_SECONDS = range(5, 601)


class Setting(Struct, frozen=True):
    """One setting."""

    check: Check
    variables: tuple[str, ...] = ()
    """The variables that set it, the first that is there goes before."""


def _one_of(values: tuple[str, ...]) -> Check:
    def check(value: object) -> object:
        if value in values:
            return value
        near = nearest(str(value), values)
        hint = f"the nearest is {_quoted(near)}" if near else f"it can be {', '.join(map(_quoted, values))}"
        raise ValueError(f"cannot be {_quoted(value)}: {hint}")

    return check


def _quoted(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _yes_or_no(value: object) -> object:
    if isinstance(value, str):
        # So far only from the environment, where everything is text.
        value = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}.get(value.lower(), value)
    if not isinstance(value, bool):
        raise ValueError("has to be true or false")
    return value


def _seconds(value: object) -> object:
    number = int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 6 else value
    if not isinstance(number, int) or isinstance(number, bool) or number not in _SECONDS:
        raise ValueError(f"has to be a number of seconds from {_SECONDS[0]} to {_SECONDS[-1]}")
    return number


def _text(value: object) -> object:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError("has to be a text between quotation marks")
    return value.strip()


def _proxy(value: object) -> object:
    found = _ADDRESS.fullmatch(text := str(_text(value)))
    if found is None:
        raise ValueError('has to be an address such as "http://proxy.school.example:3128"')
    if found["login"]:
        raise ValueError("holds a password, and this file is no place for one: use HTTPS_PROXY for that")
    return text


def _keys(value: object) -> object:
    given = value if isinstance(value, list) else [value]
    keys = [key.strip() for key in given if isinstance(key, str) and key.strip() and key.isprintable()]
    if not given or len(keys) < len(given):
        raise ValueError('has to be a key such as "f5", or several: ["f5", "ctrl+r"]')
    # The comma itself is a key too.
    return ",".join("comma" if key == "," else key for key in keys)


SETTINGS: Mapping[str, Setting] = {
    "theme": Setting(_one_of(THEMES), ("MARKTUI_THEME",)),
    "dates": Setting(_one_of(DATE_FORMS), ("MARKTUI_DATES",)),
    "start": Setting(_one_of(START_TABS), ("MARKTUI_START",)),
    "detail": Setting(_yes_or_no, ("MARKTUI_DETAIL",)),
    "ascii": Setting(_yes_or_no, ("MARKTUI_ASCII",)),
    "network.ca_bundle": Setting(_text, ("SSL_CERT_FILE", "SSL_CERT_DIR")),
    "network.proxy": Setting(_proxy, ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")),
    "network.timeout": Setting(_seconds, ("MARKTUI_TIMEOUT",)),
}
"""Those with a fixed name."""
TABLES: Mapping[str, Setting] = {"keys": Setting(_keys), "hubs": Setting(_text)}
"""Tables whose names a person chooses: ids of commands, and names of hubs."""
SECTIONS: Mapping[str, tuple[str, ...]] = {"network": USUAL_NETWORK.__struct_fields__}
"""Sections with fixed names, and what can stand in them."""
