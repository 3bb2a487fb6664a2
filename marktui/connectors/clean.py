"""The edge where every text from an MIS is made clean."""

from marktui.hub.clean import clean


def clean_or_none(text: str | None) -> str | None:
    """The clean text, or None where nothing is left of it."""
    return (clean(text) or None) if text else None
