"""Text that people type: how it is stored, and what is refused."""

import unicodedata

from marktui.hub.model.errors import FieldError
from marktui.hub.model.text import is_visible_line


def checked_text(field: str, text: str) -> str:
    """A text for a field as it is stored: trimmed and in NFC. Refuse invisible characters and line breaks."""
    trimmed = unicodedata.normalize("NFC", text).strip()
    if not is_visible_line(trimmed):
        shown = field.replace("_", " ")
        raise FieldError(
            field, f"The {shown} holds a character that cannot be shown.", "Type it again without it."
        )
    return trimmed
