"""Who gets a UPN or an email that several people claim: never two, and nobody who has one loses it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct


class Claim(Struct, frozen=True):
    """One row's claim on a key."""

    mis_id: str
    record_id: str | None
    """The record that the row belongs to; None for a new one."""
    held: str | None
    """The key that the record has now."""
    wanted: str | None
    """The key that it would get."""
    is_linked: bool
    """Whether row and record were linked before this run."""


class Settled(Struct, frozen=True):
    """What becomes of the claims."""

    barred: frozenset[str]
    """MIS ids of linked rows whose record keeps the key that it has."""
    clashing: frozenset[str]
    """MIS ids of unlinked rows that are in a clash."""


def settle_keys(
    claims: Iterable[Claim], holders: Mapping[str, str | None], disputed: Collection[str | None]
) -> Settled:
    """Settle all claims.

    A claim that gives way may lay an old key open to a new conflict, so this goes on until nothing moves.

    Args:
        claims: The claims of all rows that are not in doubt.
        holders: The key of each record that may not lose it to a claim, by id; those with a claim included.
        disputed: Keys that rows in a clash have.
    """
    everyone = list(claims)
    barred = {one.mis_id for one in everyone if one.wanted in disputed and one.wanted != one.held}
    clashing: set[str] = set()
    while True:
        yielding = _yielding(everyone, holders, barred, clashing)
        if not yielding:
            return Settled(frozenset(barred), frozenset(clashing))
        for claim in yielding:
            (barred if claim.is_linked else clashing).add(claim.mis_id)


def _yielding(
    claims: list[Claim], holders: Mapping[str, str | None], barred: set[str], clashing: set[str]
) -> list[Claim]:
    """The claims that have to give way to somebody, as things stand."""
    standing = [claim for claim in claims if claim.mis_id not in clashing]
    claimed = {claim.record_id for claim in standing}
    takers: dict[str, int] = defaultdict(int)
    for record_id, key in holders.items():
        if key is not None and record_id not in claimed:
            takers[key] += 1
    for claim in standing:
        key = claim.held if claim.mis_id in barred else claim.wanted
        if key is not None:
            takers[key] += 1
    return [
        claim
        for claim in standing
        if claim.wanted is not None
        and takers[claim.wanted] > 1
        and claim.mis_id not in barred
        and not (claim.is_linked and claim.held == claim.wanted)
    ]
