"""One person in several files that tell people apart in different ways: a CTF has UPNs, a list has ids."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from marktui.connectors.files.readers.people.draft import Draft
from marktui.connectors.files.readers.people.tell_apart import Value, may_be_one
from marktui.hub.model.text import fold
from marktui.hub.people.upn import usable_upn

Rows = Mapping[str, Sequence[Draft]]
"""The rows of each MIS id."""


def joined(rows: Rows, sorts: Sequence[str], numbers: Mapping[str, Value]) -> dict[str, str]:
    """The MIS ids that are another one's person: of rows in different files that nothing speaks against.

    They have the same UPN, or the same full name and birth date (staff: email). More than one row of a file
    is more than one person; then nobody can tell, and the sync asks.
    """
    order = {sort: place for place, sort in enumerate(sorts)}
    found: dict[str, str] = {}
    for mis_ids in _alike(rows):
        known = sorted(dict.fromkeys(found.get(one, one) for one in mis_ids))
        known.sort(key=lambda one: order.get(one.partition(":")[0], len(order)))
        drafts = [draft for one in known for draft in rows[one]]
        if len(known) > 1 and _are_in_files_each(known, rows) and _may_all_be_one(drafts, numbers):
            found |= dict.fromkeys(known[1:], known[0])
    return {one: found.get(other, other) for one, other in found.items()}


def _alike(rows: Rows) -> Iterator[Sequence[str]]:
    """The MIS ids that share what hardly two people share."""
    groups: dict[Hashable, dict[str, None]] = defaultdict(dict)
    for mis_id, drafts in rows.items():
        for draft in drafts:
            for key in _keys(draft):
                groups[key][mis_id] = None
    for group in groups.values():
        if len(group) > 1:
            yield tuple(group)


def _keys(draft: Draft) -> Iterator[Hashable]:
    beside = draft.born or (draft.email and fold(draft.email))
    if beside and draft.first and draft.last:
        yield fold(draft.first), fold(draft.last), beside
    if upn := usable_upn(draft.upn):
        yield upn


def _are_in_files_each(mis_ids: Sequence[str], rows: Rows) -> bool:
    """Whether no file has two of these ids."""
    files = [{draft.file for draft in rows[one]} for one in mis_ids]
    return sum(map(len, files)) == len(set[str]().union(*files))


def _may_all_be_one(drafts: Sequence[Draft], numbers: Mapping[str, Value]) -> bool:
    first, *others = drafts
    return all(may_be_one(first, other) for other in others) and all(
        len({number for draft in drafts if (number := value(draft))}) < 2 for value in numbers.values()
    )
