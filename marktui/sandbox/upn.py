"""Unique pupil numbers with a right check letter."""

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_AUTHORITY = "899"


def check_letter(tail: str) -> str:
    """The letter that belongs before the other twelve characters of a UPN.

    Args:
        tail: characters 2 to 13; the last may be a letter (a temporary UPN), which counts by its place.
    """
    values = (int(sign) if sign.isdigit() else LETTERS.index(sign) for sign in tail)
    return LETTERS[sum(place * value for place, value in enumerate(values, start=2)) % 23]


def issue(number: int, year: int) -> str | None:
    """The UPN of the pupil with this running number: a few have none, a few a temporary one."""
    if number % 97 == 13:
        return None
    if number % 89 == 7:
        tail = f"{_AUTHORITY}{7000 + number // 100}{year % 100:02}{number % 100:02}A"
    else:
        tail = f"{_AUTHORITY}{4000 + number // 1000}{year % 100:02}{number % 1000:03}"
    return check_letter(tail) + tail
