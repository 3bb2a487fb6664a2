"""The edge where every text from an MIS is made clean."""

from marktui.hub.clean import one_spaced


def clean_or_none(text: str | None) -> str | None:
    """The clean text, each run of white space one space; None where nothing is left of it."""
    return (one_spaced(text) or None) if text else None
