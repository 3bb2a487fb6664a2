"""What a reading shows of a service and no document says: counts, sizes, names of headers, refusals.

Nothing of a person is kept: no value of a row, and of a refusal only words that every service says.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from marktui.connectors.rows import day_or_none

_MIDNIGHT = "00:00:00"
_LIMIT_HEADER = re.compile(r"(?:x-)?rate-?limit[\w-]{0,30}|retry-after", re.ASCII | re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z_][\w.]*|\S", re.ASCII)
_SAID = frozenset({
    "a", "access", "active", "all", "allowed", "an", "and", "any", "application", "are", "argument", "at",
    "authenticated", "authentication", "authorised", "authorization", "authorized", "bad", "be", "been",
    "by", "can", "cannot", "client", "code", "credentials", "data", "denied", "deprecated", "disabled",
    "do", "does", "entity", "error", "exceeded", "exist", "expected", "expired", "failed", "field",
    "fields", "for", "forbidden", "found", "given", "has", "have", "id", "in", "insufficient",
    "insufficient_scope", "internal", "invalid", "invalid_client", "invalid_grant", "invalid_token", "is",
    "it", "lacks", "limit", "list", "many", "message", "method", "missing", "must", "no", "not", "null",
    "object", "of", "on", "one", "only", "or", "page", "parameter", "permission", "permissions",
    "permitted", "please", "property", "query", "rate", "read", "request", "requests", "required",
    "resource", "revoked", "school", "scope", "scopes", "server", "service", "string", "syntax", "the",
    "this", "to", "token", "too", "try", "type", "unauthorised", "unauthorized", "unavailable",
    "unexpected", "unknown", "unsupported", "unsupported_version", "user", "value", "variable", "version",
    "was", "with", "you", "your",
})  # fmt: skip
"""The words of a refusal that are kept, in small letters; a name begins with a capital."""
_BEGINNINGS = frozenset({
    "Access", "An", "Argument", "Bad", "Cannot", "Error", "Forbidden", "Internal", "Invalid", "Missing",
    "Not", "The", "This", "Too", "Unauthorized", "Unexpected", "Unknown", "Variable", "You", "Your",
})  # fmt: skip
"""The words that are kept with a capital as well."""
_LONGEST, _MOST = 200, 20


class Observations:
    """Collects what one connection shows; `names` are the service's own words, which may be repeated."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = frozenset(names)
        self._counts: Counter[str] = Counter()
        self._refusals: Counter[str] = Counter()
        self._headers: set[str] = set()
        self._largest_page = 0

    def page(self, rows: Iterable[object], dates: Iterable[str]) -> None:
        """Count the rows of a page, and those whose dates have a time other than midnight."""
        found = list(rows)
        self._largest_page = max(self._largest_page, len(found))
        for name in dates:
            texts = Counter(text for row in found if isinstance(text := value(row, name), str))
            timed = sum(number for text, number in texts.items() if _has_time(text))
            if timed:
                self._counts[f"{name} with a time"] += timed

    def groups(self, spans: Iterable[tuple[object, object]], today: date) -> None:
        """Count the groups that have ended or not begun."""
        for start, end in spans:
            first, last = day_or_none(start), day_or_none(end)
            self.count("groups ended", last is not None and last < today)
            self.count("groups not begun", first is not None and first > today)

    def count(self, what: str, number: int = 1) -> None:
        """Count something."""
        if number:
            self._counts[what] += number

    def answer(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        """Look at one answer: its headers of rate limits, and what a refusal says."""
        self._headers.update(name.lower() for name in headers if _LIMIT_HEADER.fullmatch(name))
        if status >= 400 and len(self._refusals) < _MOST:
            self._refusals[f"{status}: {self._plain(body)}"] += 1

    def report(self) -> dict[str, Any]:
        """All of it, as JSON."""
        return {
            "counts": dict(sorted(self._counts.items())),
            "largest_page": self._largest_page,
            "limit_headers": sorted(self._headers),
            "refusals": dict(sorted(self._refusals.items())),
        }

    def _plain(self, body: bytes) -> str:
        """The beginning of a text without any word that could be somebody's name."""
        words = _WORD.findall(body[:_LONGEST].decode("utf-8", errors="replace"))
        kept = (word if self._may_be_kept(word) else "?" for word in words)
        return re.sub(r"\?(?: \?)+", "?", " ".join(kept))

    def _may_be_kept(self, word: str) -> bool:
        if not word[0].isalpha() and word[0] != "_":
            return word in "{}[]:,.\"'`"
        return word in _SAID | _BEGINNINGS or all(part in self._names for part in word.split("."))


def value(row: object, name: str) -> object:
    """A field of a row as it came: of an object, or of the struct that was made of it."""
    return row.get(name) if isinstance(row, dict) else getattr(row, name, None)


def _has_time(text: str) -> bool:
    return len(text) > 10 and text[11:19] != _MIDNIGHT
