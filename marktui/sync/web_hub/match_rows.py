"""Which pupil each row of the web hub's CSV is: as a sync matches, with the User ID as the link."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from marktui.connectors.mis import MisPupil
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Link, Pupil
from marktui.hub.model.text import FEW, enumerated, fold
from marktui.hub.model.time import day_words
from marktui.hub.people.upn import usable_upn
from marktui.hub.rules.erase import WEB_HUB, digest_of
from marktui.hub.web_hub.pupil_row import PupilRow
from marktui.sync.match.known_links import KnownPairs
from marktui.sync.match.people import match_people
from marktui.sync.match.result import MatchResult
from marktui.sync.model.pair import PairStatus


class Who(Struct, frozen=True):
    """Who a row is."""

    record: Pupil | None = None
    """The pupil of the hub; None for somebody new."""
    doubt: str = ""
    """Why the row is left alone, as a sentence: it may be somebody else."""
    may_be: tuple[str, ...] = ()
    """The pupils whose the row may be, by record id."""


def who_they_are(hub: Hub, rows: Sequence[PupilRow]) -> list[Who]:
    """Who each row is, in the order of the rows. Nobody is met twice, and a doubt is never decided here."""
    pupils = [_linked_by_web_id(one) for one in hub.pupils.values()]
    keys = [_key(row) for row in rows]
    found = match_people([_as_read(row) for row in rows], pupils, KnownPairs(WEB_HUB)).found
    met = {one.record_id for one in found.values() if one.record_id}
    namesakes: dict[str, list[Pupil]] = {}
    for pupil in hub.pupils.values():
        if pupil.id not in met:
            namesakes.setdefault(fold(pupil.label), []).append(pupil)
    erased = {mark.digest: mark.on for mark in hub.erased}
    return [_who(hub, row, found[key], namesakes, erased) for row, key in zip(rows, keys, strict=True)]


def _who(
    hub: Hub,
    row: PupilRow,
    found: MatchResult,
    namesakes: Mapping[str, Sequence[Pupil]],
    erased: Mapping[str, date],
) -> Who:
    if found.record_id is not None:
        return Who(hub.pupils[found.record_id])
    if found.status is not PairStatus.NEW:
        ids = tuple(one.record_id for one in found.candidates)
        others = enumerated((_named(hub, one) for one in ids), FEW)
        why = found.why.replace("MIS id", "User ID").replace("the MIS", "the file")
        return Who(doubt=f"May be {others}: {why}." if others else f"{why[0].upper()}{why[1:]}.", may_be=ids)
    same = [one for one in namesakes.get(fold(row.label), ()) if not _is_another(row, one)]
    if same:
        ids = tuple(one.id for one in same)
        others = enumerated((_named(hub, one) for one in ids), FEW)
        return Who(doubt=f"{others}: the same name, but another birth date.", may_be=ids)
    return Who(doubt=_erased(hub, row, erased))


def _is_another(row: PupilRow, pupil: Pupil) -> bool:
    """Whether a pupil of the same name and another birth date is certainly not the one of a row."""
    theirs = usable_upn(pupil.upn)
    return bool(row.upn and theirs and row.upn != theirs)


def _erased(hub: Hub, row: PupilRow, erased: Mapping[str, date]) -> str:
    """That the pupil of a row was erased from this hub, so that only a person may bring them back."""
    if not (row.user_id and hub.erasure_key and erased):
        return ""
    on = erased.get(digest_of(hub.erasure_key, Kind.PUPIL, Link(WEB_HUB, row.user_id)))
    return f"Was erased from this hub on {day_words(on)}; delete them in the web hub too." if on else ""


def _named(hub: Hub, record_id: str) -> str:
    return f"{hub.pupils[record_id].label} ({record_id})"


def _linked_by_web_id(pupil: Pupil) -> Pupil:
    """A pupil as if the web hub were the MIS, so that the same rules say who is who."""
    return pupil.with_(link=Link(WEB_HUB, pupil.web_id) if pupil.web_id else None, desync=None)


def _as_read(row: PupilRow) -> MisPupil:
    return MisPupil(
        mis_id=_key(row),
        first_name=row.first_name or None,
        last_name=row.last_name or None,
        date_of_birth=row.born,
        upn=row.upn,
    )


def _key(row: PupilRow) -> str:
    """What tells a row from the others; no User ID has a space."""
    return row.user_id or f"line {row.line}"
