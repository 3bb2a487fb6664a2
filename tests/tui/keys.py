"""Keys as a terminal sends them."""

import unicodedata

from textual.events import Key
from textual.keys import KEY_NAME_REPLACEMENTS, REPLACED_KEYS, key_to_character


def key_event(key: str) -> Key:
    """A key, given by its name or by the character that it types."""
    if len(key) > 1:
        return Key(key, key_to_character(REPLACED_KEYS.get(key, key)))
    if key.isalnum():
        return Key(key, key)
    name = unicodedata.name(key).lower().replace("-", "_").replace(" ", "_")
    return Key(KEY_NAME_REPLACEMENTS.get(name, name), key)
