"""Takes all names out of sentences that may be sent to a stranger."""

import re
from collections.abc import Iterable, Iterator

from marktui.connectors.http.address import host_of
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Pupil, SchoolClass, Teacher

_WORD = re.compile(r"[^\W_]+(?:['’.@+-][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_EXPORT = re.compile(r"\S+\.(?:csv|tsv|txt|xml|ctf|zip)\b", re.IGNORECASE)
"""The name of an export, which can be a school's number or name."""
HIDDEN = "(hidden)"
"""Replaces a name."""


class Anonymiser:
    """Knows every name of a hub and of its machine.

    Args:
        places: Texts to replace, and with what: folders, logins, names of files.
    """

    def __init__(self, hub: Hub | None, places: dict[str, str]) -> None:
        self._places = sorted(
            ((one, to) for one, to in places.items() if one), key=lambda pair: -len(pair[0])
        )
        self._names = frozenset(_words(_named(hub))) if hub else frozenset()

    def __call__(self, text: str) -> str:
        """A sentence without names."""
        for place, word in self._places:
            text = re.sub(rf"(?<!\w){re.escape(place)}(?!\w)", word, text)
        return _WORD.sub(self._hidden, _EXPORT.sub("FILE", text))

    def _hidden(self, found: re.Match[str]) -> str:
        word = found[0]
        return HIDDEN if word in self._names or any(one in self._names for one in _parts(word)) else word


def public_host(address: str, usual: Iterable[str]) -> str:
    """The host of an address, without the part that names a school.

    Args:
        usual: The addresses that are the same for every school.
    """
    host = host_of(address)
    if host in {host_of(one) for one in usual if one} or host in ("localhost", "127.0.0.1", "::1"):
        return host
    _, _, domain = host.partition(".")
    return f"*.{domain}" if "." in domain else "*"


def _named(hub: Hub) -> Iterator[str | None]:
    yield from (hub.school.name, hub.school.centre_id)
    if hub.connection is not None:
        yield from (hub.connection.school, hub.connection.urn, hub.connection.site)
    for teacher in hub.teachers.values():
        yield from _of_teacher(teacher)
    for pupil in hub.pupils.values():
        yield from _of_pupil(pupil)
    for one in hub.classes.values():
        yield from _of_class(one)


def _of_teacher(one: Teacher) -> Iterator[str | None]:
    yield from (one.first_name, one.last_name, one.email, one.mis_email, one.kept.note if one.kept else None)


def _of_pupil(one: Pupil) -> Iterator[str | None]:
    yield from (one.first_name, one.last_name, one.upn, one.web_id, one.kept.note if one.kept else None)


def _of_class(one: SchoolClass) -> Iterator[str | None]:
    yield from (one.name, one.description)


def _words(texts: Iterable[str | None]) -> Iterator[str]:
    """The words of some texts, whole and in their parts."""
    for text in texts:
        for word in _WORD.findall(text or ""):
            yield word
            # After the @ of an address there is no name of a person.
            yield from _parts(word.partition("@")[0])


def _parts(word: str) -> list[str]:
    """The parts of a word such as `O'Brien-Reis` that may be names."""
    return [part for part in re.split(r"['’.@+-]", word) if _LETTERS.search(part)]
