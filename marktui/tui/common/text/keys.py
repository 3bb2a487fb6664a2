"""How keys are called on the screen, and which key a sentence names for a command."""

from collections.abc import Mapping
from contextvars import ContextVar

from textual.keys import key_to_character

GIVEN_KEYS: ContextVar[Mapping[str, str]] = ContextVar("given_keys")
"""The keys that the settings give to commands, by id, divided by commas."""
_WORDS = {
    "escape": "esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "enter": "Enter",
    "slash": "/",
    "minus": "-",
    "plus": "+",
}


def key_word(key: str) -> str:
    """How a key is called on the screen, in plain ASCII."""
    if key in _WORDS:
        return _WORDS[key]
    if key.startswith("ctrl+"):
        return f"^{key[5:]}"
    return key if key in ("space", "tab") else key_to_character(key) or key


def key_of(command_id: str, usual: str) -> str:
    """The key that a sentence names for a command.

    Args:
        command_id: The command, as the settings call it.
        usual: The word for its usual key, which holds where the settings give it no other one.
    """
    given = GIVEN_KEYS.get({}).get(command_id)
    return key_word(given.split(",")[0]) if given else usual
