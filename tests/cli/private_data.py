"""What must not be in what may be sent to a stranger: names, UPNs, emails and secrets."""

import re
import unicodedata
from collections.abc import Iterator

from .school import School

_WORD = re.compile(r"[^\W\d_]{2,}")


class Private:
    """Everything private of a school, as its MIS and its hub know it."""

    def __init__(self, school: School) -> None:
        self._texts = {text for text in (*_of_mis(school), *_of_hub(school)) if text}
        self._names = {word for text in self._texts for word in _WORD.findall(text.partition("@")[0])}
        assert len(self._names) > 50, "there is something to find"

    def found_in(self, text: str) -> set[str]:
        """Those of its words and whole texts that stand in a text."""
        whole = {one for one in self._texts if len(one) > 4 and one in text}
        return whole | (self._names & set(_WORD.findall(text)))


def upns(school: School) -> list[str]:
    """The UPNs of everybody on roll."""
    return [one.upn for one in school.sandbox.truth.roll if one.upn]


def _of_mis(school: School) -> Iterator[str]:
    yield from school.secrets
    for pupil in school.sandbox.truth.roll:
        for name in (pupil.first_name, pupil.last_name):
            yield from (name, unicodedata.normalize("NFC", name))
        yield pupil.upn or ""
    for one in school.sandbox.school.staff:
        yield from (one.first_name, one.last_name, one.email or "")


def _of_hub(school: School) -> Iterator[str]:
    yield from ("Ashgrove", school.sandbox.school.name)
    for kind in ("teachers", "pupils"):
        for row in school.records(kind):
            yield from (row["first_name"], row["last_name"], row.get("upn") or "", row.get("email") or "")
