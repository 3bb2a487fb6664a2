"""The FIELD=VALUE arguments of `marktui edit` and `marktui add`."""

from collections.abc import Iterable

from marktui.hub.model.errors import UsageError


def field_values(pairs: Iterable[str], *, after: str, nothing: str) -> dict[str, str]:
    """The text of each field. An error does not repeat what was given, as it may be a pupil's data.

    Args:
        pairs: The arguments.
        after: What comes before them on the command line: "id", "kind".
        nothing: The message if there are none.

    Raises:
        UsageError: An argument is not FIELD=VALUE, a field is given twice, or there is none.
    """
    values: dict[str, str] = {}
    for place, pair in enumerate(pairs, start=1):
        field, equals, text = pair.partition("=")
        if not (field and equals):
            raise UsageError(
                f"Argument {place} after the {after} is not FIELD=VALUE.",
                "Quote a value with spaces: name='4 Bees'.",
            )
        if field in values:
            raise UsageError(f"The field {field!r} is given twice.", "Give each field once.")
        values[field] = text
    if not values:
        raise UsageError(nothing, "Give at least one FIELD=VALUE: email=jo@school.example.")
    return values
