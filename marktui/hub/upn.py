"""The Unique Pupil Number and its check letter."""

import re

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_SHAPE = re.compile(rf"[{_LETTERS}]\d{{11}}[\d{_LETTERS}]")


def is_valid_upn(upn: str) -> bool:
    """Whether a UPN has the right shape and check letter.

    The letter is the sum of position times digit over positions 2 to 13, modulo 23. A temporary UPN ends in a
    letter, which counts with its place in the alphabet of the check letters.
    """
    if not _SHAPE.fullmatch(upn):
        return False
    digits = [int(mark) if mark.isdigit() else _LETTERS.index(mark) for mark in upn[1:]]
    return _LETTERS[sum(place * digit for place, digit in enumerate(digits, start=2)) % 23] == upn[0]
