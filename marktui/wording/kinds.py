"""What each kind of record is called in a heading, and on the command line."""

from marktui.hub.model.kind import Kind


def kind_heading(kind: Kind) -> str:
    """The heading of the kind's panel: `Year groups`."""
    return kind.nouns.capitalize()


def kind_word(kind: Kind) -> str:
    """The command line's name for the kind: `year-groups`."""
    return kind.plural.replace("_", "-")
