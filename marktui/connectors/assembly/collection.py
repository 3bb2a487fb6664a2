"""What Assembly says about its last collection from the MIS (contract, section 4.4)."""

import re

_WORD = re.compile(r"[a-z]+")
_FAILED = re.compile(r"fail\w*|err(?:or|ors|ored)?|unsuccessful|aborted|crashed")
_NOT = frozenset({"no", "not", "non", "without", "zero"})


def says_failed(status: str | None) -> bool:
    """Whether a status says that the collection failed.

    The contract names `success`, `failure` and `no_changes`. Of whatever else comes, only a word that says so
    is a failure: one under way is none, nor is one that nobody knows.
    """
    words = _WORD.findall((status or "").lower())
    return any(
        _FAILED.fullmatch(word) is not None and (at == 0 or words[at - 1] not in _NOT)
        for at, word in enumerate(words)
    )
