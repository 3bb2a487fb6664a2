"""First and last name of a person, from the fields that files have for them."""

from msgspec import Struct

from marktui.hub.model.text import one_spaced

_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "rev"}


class Named(Struct, frozen=True, gc=False):
    """A name, clean, or why there is none."""

    first: str | None
    last: str | None
    problem: str = ""


def names_of(first: str, last: str, whole: str = "") -> Named:
    """First and last name; where there is neither, the parts of the whole name."""
    first, last = _spelt(first), _spelt(last)
    if not first and not last and whole:
        first, last = _parts(_spelt(whole))
    if not first and not last:
        return Named(None, None, "there is no name")
    if last and first.endswith(f" {last}"):
        # A preferred name can be the whole of it.
        first = first[: -len(last)].rstrip()
    return Named(first or None, last or None)


def _spelt(name: str) -> str:
    """A name in one line; nothing where it has no letter, such as `0` or `.`, which fill a field."""
    line = one_spaced(name)
    return line if line[:1].isalpha() or any(map(str.isalpha, line)) else ""


def _parts(whole: str) -> tuple[str, str]:
    """`Okafor, Ruth` and `Ruth Okafor`; a title in front is left out."""
    last, comma, first = whole.partition(",")
    if comma:
        return _untitled(first.strip()), _untitled(last.strip())
    words = _untitled(whole).split()
    return " ".join(words[:-1]), words[-1] if words else ""


def _untitled(name: str) -> str:
    title, space, rest = name.partition(" ")
    return rest if space and title.rstrip(".").lower() in _TITLES else name
