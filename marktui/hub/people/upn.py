"""The Unique Pupil Number and its check letter."""

import re
from functools import lru_cache
from operator import mul

from marktui.hub.model.text import clean

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_SHAPE = re.compile(rf"[{_LETTERS}]\d{{11}}[\d{_LETTERS}]", re.ASCII)
_WORTH = bytes.maketrans(f"0123456789{_LETTERS}".encode(), bytes((*range(10), *range(len(_LETTERS)))))
"""What each character counts: a digit itself, a letter its place in the alphabet of the check letters."""
_PLACES = range(2, 14)


# A review asks for the same UPNs after every key.
@lru_cache(maxsize=1 << 17)
def is_valid_upn(upn: str) -> bool:
    """Whether a UPN has the right shape and check letter.

    The letter is the sum of position times digit over positions 2 to 13, modulo 23. A temporary UPN ends in a
    letter, which counts with its place in the alphabet of the check letters.
    """
    if not _SHAPE.fullmatch(upn):
        return False
    return _LETTERS[sum(map(mul, _PLACES, upn[1:].encode().translate(_WORTH))) % 23] == upn[0]


def tidy_upn(text: str) -> str:
    """A UPN as it is stored: in capitals, without white space or invisible characters."""
    if text.isascii() and text.isalnum() and text.isupper():
        return text
    return "".join(clean(text).split()).upper()


def usable_upn(text: str | None) -> str | None:
    """A tidy UPN that identifies a pupil; None if it is missing or not valid."""
    if not text or is_valid_upn(text):
        return text or None
    upn = tidy_upn(text)
    return upn if is_valid_upn(upn) else None
