"""How a form calls the fields of a record, and what they hold."""

from marktui.hub.add import EXAMPLES
from marktui.hub.form import FormField
from marktui.hub.hub import Hub
from marktui.hub.record import AccountType, usual_year_name
from marktui.tui.glyphs import GLYPHS
from marktui.tui.record_words import ACCOUNT_WORDS, year_words

_LABELS = {"upn": "UPN", "date_of_birth": "Date of birth"}
_HINTS = {
    "upn": "13 characters; the first letter checks the others. May stay empty.",
    "date_of_birth": f"Written as {EXAMPLES['date_of_birth']}.",
    "code": "The next sync of pupils takes in the pupils of this year group.",
}


def field_label(word: str) -> str:
    """The name of a field before its line."""
    return _LABELS.get(word, word.replace("_", " ").capitalize())


def field_value(hub: Hub, word: str, text: str) -> str:
    """What a field holds, in words: the code of a year group as its name.

    Args:
        hub: The hub, for the names of year groups.
        word: The field, by its name in `marktui list --json`.
        text: What it holds, as a person would enter it.
    """
    match word:
        case "account_type" if text:
            return ACCOUNT_WORDS[AccountType(text)]
        case "year_group" if text:
            return year_words(hub, text)
    return text or GLYPHS.dash


def choice_value(hub: Hub, word: str, text: str) -> str:
    """A choice for a field, in words: a code as well as the name that it usually has."""
    if word == "code" and text:
        return f"{text:2}  {usual_year_name(text)}"
    return field_value(hub, word, text)


def field_hint(field: FormField) -> str:
    """What is worth knowing while a field is filled in: why it is locked, else how it is done."""
    if field.locked is not None:
        return field.locked
    choosing = "Left and right choose, Enter lists all." if field.choices is not None else ""
    return " ".join(part for part in (choosing, _HINTS.get(field.word, "")) if part)
