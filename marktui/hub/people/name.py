"""Which name a record has once its MIS has given one."""

from marktui.hub.model.text import fold


def name_after(given: str | None, held: str, *, is_case_known: bool) -> str:
    """The name that the MIS gives; the one held where it gives none, or only in another case that is a guess.

    Args:
        is_case_known: Whether the MIS says what is a capital; some export all names in capitals.
    """
    if not given or (not is_case_known and fold(given) == fold(held)):
        return held
    return given
