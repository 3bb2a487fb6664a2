"""Names of files that are in capitals throughout, written as names usually are (docs/files.md, Names)."""

import re
from collections.abc import Callable, Sequence
from operator import attrgetter

from msgspec import structs

from marktui.connectors.files.readers.people.draft import Draft

_FEWEST = 3
"""Fewer names can be initials, or one name that is written so."""
_LETTERS = re.compile(r"[^\W\d_]+")
_PARTICLES = frozenset({
    "al", "bin", "binti", "da", "de", "del", "den", "der", "di", "du", "la", "le", "of", "ter", "van", "von",
})  # fmt: skip


def without_capitals(drafts: Sequence[Draft], file: str) -> tuple[tuple[Draft, ...], list[str]]:
    """The rows of one file, and sentences about what was changed in their names."""
    changed = tuple(drafts)
    messages: list[str] = []
    for which, name_of in (("first", attrgetter("first")), ("last", attrgetter("last"))):
        if _are_capitals(changed, name_of):
            usual = {name: usual_case(name) for name in map(name_of, changed) if name}
            changed = tuple(
                structs.replace(draft, is_case_known=False, **{which: usual.get(name_of(draft) or "")})
                for draft in changed
            )
            messages.append(
                f"The {which} names in {file} are in capitals; they were taken as names are usually written."
            )
    return changed, messages


def usual_case(name: str) -> str:
    """A name as it is usually written: `O'NEILL-MCKAY` as O'Neill-McKay, `VAN DER BERG` as Van der Berg."""
    words = name.lower().split(" ")
    last = len(words) - 1
    written = [
        word if 0 < place < last and word in _PARTICLES else _LETTERS.sub(_part, word)
        for place, word in enumerate(words)
    ]
    return " ".join(written)


def _part(found: re.Match[str]) -> str:
    letters = found[0]
    if letters.startswith("mc") and len(letters) > 3:
        return f"Mc{letters[2:].capitalize()}"
    return letters.capitalize()


def _are_capitals(drafts: Sequence[Draft], name_of: Callable[[Draft], str | None]) -> bool:
    """Whether every name is in capitals; initials and writing without case say nothing."""
    known = {name for name in map(name_of, drafts) if name and len(name) > 1 and name.upper() != name.lower()}
    return len(known) >= _FEWEST and all(map(str.isupper, known))
