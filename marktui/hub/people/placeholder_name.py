"""Names that schools give to nobody: accounts for tests, places that are kept free."""

import re

_SIGN = re.compile(r"test|dummy|fake|demo|example|other|zz|xx|delete|not use")
_OF_NOBODY = {"test", "testing", "dummy", "fake", "demo", "example", "delete", "deleted", "zz", "xx"}
_BESIDE = {"pupil", "student", "child", "teacher", "staff", "user", "account", "person", "record", "tester"}
_WHOLE = {"a n other", "an other"}


def stands_for_nobody(name: str) -> bool:
    """Whether a full name is a placeholder, such as `Test Pupil`, `Zz Test` or `A N Other`.

    There are people called Test, Tester and Dummy: no word of it may be a name beside them.
    """
    folded = name.casefold()
    if not _SIGN.search(folded):
        return False
    letters = "".join(mark if mark.isalpha() else " " for mark in folded)
    words = [_short(word) for word in letters.split()]
    said = " ".join(words)
    if said in _WHOLE or "do not use" in said:
        return True
    return not _OF_NOBODY.isdisjoint(words) and set(words) <= _OF_NOBODY | _BESIDE


def _short(word: str) -> str:
    """A word; `zz` for `zzz` and `xx` for `xxx`, which put a name at the end of a list."""
    return word[:2] if len(word) > 1 and (not word.strip("z") or not word.strip("x")) else word
