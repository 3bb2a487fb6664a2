"""Matches year groups and classes of the MIS with those of the hub."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from marktui.hub.model.record import Record
from marktui.sync.match.known_links import KnownPairs, by_link, links
from marktui.sync.match.result import MatchResult
from marktui.sync.model.pair import Candidate, PairStatus


class Compared(Protocol):
    """How groups of one kind are compared."""

    word: str
    """What is compared, for the reason: "code", "name"."""
    link_counts: bool
    """Whether a link outlives a change of the word (a renamed class), or not (a year code)."""

    def also_called(self) -> Mapping[str, Collection[str]]:
        """The ids of records that had another word in the MIS, by that word."""
        return {}


def match_groups(
    rows: Mapping[str, str], records: Mapping[str, tuple[Record, str]], known: KnownPairs, compared: Compared
) -> dict[str, MatchResult]:
    """The match of each MIS group, by MIS id.

    Both services may give groups new ids each year, so a group with a new id and the same word is the same.

    Args:
        rows: The comparable code or name of each MIS group, by MIS id.
        records: The hub's groups with theirs, by id.
    """
    found = by_link(rows, links((record for record, _ in records.values()), known), records, known)
    if not compared.link_counts:
        found = {
            mis_id: one for mis_id, one in found.items() if records[one.record_id or ""][1] == rows[mis_id]
        }
    shared = {key for key, number in Counter(rows.values()).items() if number > 1}
    used = {one.record_id for one in found.values()}
    open_records: dict[str, list[str]] = defaultdict(list)
    for record_id, (_, key) in records.items():
        if record_id not in used:
            open_records[key].append(record_id)
    for key, ids in compared.also_called().items():
        if key in shared:
            open_records[key] += [one for one in ids if one in records and one not in used]
    for mis_id, key in rows.items():
        if mis_id not in found:
            ids = [one for one in open_records.get(key, []) if known.may_pair(mis_id, one)]
            found[mis_id] = _by_word(ids, compared.word, shared=key in shared)
    return found


def _by_word(ids: Sequence[str], word: str, *, shared: bool) -> MatchResult:
    why = f"same {word}"
    candidates = tuple(Candidate(one, why) for one in ids)
    if shared:
        reason = f"the same {word} as another group in the MIS"
        return MatchResult(PairStatus.CLASH, reason, candidates=candidates)
    if len(ids) == 1:
        return MatchResult(PairStatus.MATCHED, why, ids[0])
    if ids:
        return MatchResult(PairStatus.MAY_MATCH, why, candidates=candidates)
    return MatchResult(PairStatus.NEW, "not in the hub")
