"""The Unique Pupil Number and its check letter."""

import re
from functools import lru_cache
from operator import mul

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_SHAPE = re.compile(rf"[{_LETTERS}]\d{{11}}[\d{_LETTERS}]", re.ASCII)
_WORTH = {str(digit): digit for digit in range(10)} | {mark: place for place, mark in enumerate(_LETTERS)}
_PLACES = range(2, 14)


# A review asks for the same ones at each key.
@lru_cache(maxsize=1 << 17)
def is_valid_upn(upn: str) -> bool:
    """Whether a UPN has the right shape and check letter.

    The letter is the sum of position times digit over positions 2 to 13, modulo 23. A temporary UPN ends in a
    letter, which counts with its place in the alphabet of the check letters.
    """
    if not _SHAPE.fullmatch(upn):
        return False
    return _LETTERS[sum(map(mul, _PLACES, map(_WORTH.__getitem__, upn[1:]))) % 23] == upn[0]
