"""Invented schools of any size: hubs, and what an MIS would send of them, made without either."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from marktui.cli.shared.session import system_login
from marktui.connectors.mis import MisClass, MisPupil, MisYearGroup
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Link, Pupil, SchoolClass, YearGroup, usual_year_name
from marktui.hub.model.school import Connection
from marktui.hub.rules.create import new_hub
from marktui.sandbox.names import BOYS, FAMILIES, GIRLS
from marktui.sandbox.upn import check_letter
from marktui.store.disk.disk import DISK
from marktui.store.disk.lock import PATIENCE
from marktui.store.disk.network import MOUNTS
from marktui.store.file.entry import Entry, What
from marktui.store.folder import HubFolder
from marktui.sync.model.reading import Reading

TODAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
_FIRST_NAMES = (*GIRLS, *BOYS)
_YEARS = tuple(str(number) for number in range(1, 12))
_CLASS_SIZE = 30


def pupil_row(number: int) -> MisPupil:
    """One pupil as a connector gives them; the same number is always the same child."""
    year = _YEARS[number % len(_YEARS)]
    born = date(2021 - int(year), 1, 1) + timedelta(days=number // len(_YEARS) % 365)
    last = FAMILIES[number * 7 % len(FAMILIES)], FAMILIES[number // len(FAMILIES) % len(FAMILIES)]
    return MisPupil(
        mis_id=f"{number + 1:08d}",
        first_name=_FIRST_NAMES[number % len(_FIRST_NAMES)],
        last_name="-".join(last),
        date_of_birth=born,
        upn=_upn(number),
        year_code=year,
    )


def reading_of(pupils: tuple[MisPupil, ...]) -> Reading:
    """What a sync of everything but teachers has read, with a class for each thirty pupils of a year."""
    classes, years = [], []
    for code in _YEARS:
        members = [one.mis_id for one in pupils if one.year_code == code]
        years.append(MisYearGroup(mis_id=f"y{code}", code=code, name=usual_year_name(code)))
        classes += [
            MisClass(
                mis_id=f"c{code}-{at}", name=f"{code}-{at}", member_ids=tuple(members[at : at + _CLASS_SIZE])
            )
            for at in range(0, len(members), _CLASS_SIZE)
        ]
    rows = {Kind.TEACHER: (), Kind.YEAR_GROUP: tuple(years), Kind.CLASS: tuple(classes), Kind.PUPIL: pupils}
    return Reading(connector="assembly", title="Assembly", today=TODAY, rows=rows)


def hub_of(reading: Reading) -> Hub:
    """The hub that has all of a reading, linked and saved."""
    numbers = _numbers()
    groups = [row for row in reading.rows[Kind.YEAR_GROUP] if isinstance(row, MisYearGroup)]
    years = [
        YearGroup(id=f"y{next(numbers):06d}", code=row.code or "", name=row.name, link=_link(row.mis_id))
        for row in groups
    ]
    classes: list[SchoolClass] = []
    class_of: dict[str, str] = {}
    for row in reading.rows[Kind.CLASS]:
        assert isinstance(row, MisClass)  # noqa: S101 - made above
        made = SchoolClass(id=f"c{next(numbers):06d}", name=row.name, link=_link(row.mis_id))
        classes.append(made)
        class_of |= dict.fromkeys(row.member_ids, made.id)
    pupils = [
        Pupil(
            id=f"p{next(numbers):06d}",
            first_name=row.first_name or "",
            last_name=row.last_name or "",
            upn=row.upn,
            date_of_birth=row.date_of_birth,
            year_group=row.year_code,
            class_id=class_of.get(row.mis_id),
            link=_link(row.mis_id),
        )
        for row in reading.rows[Kind.PUPIL]
        if isinstance(row, MisPupil)
    ]
    hub = empty_hub().with_records([*years, *classes, *pupils])
    return hub.with_(next_record=next(numbers), saved=tuple(Kind), last_connector="assembly")


def empty_hub() -> Hub:
    """A connected hub with nobody but its Access Coordinator."""
    hub = new_hub(
        school="Ashgrove", coordinator="Robin Marlow", email="robin@hub.example", login=system_login()
    )
    address = "http://127.0.0.1:9"
    connection = Connection(
        connector="assembly", settings={"api_url": address, "auth_url": address}, connected_at=NOW
    )
    return hub.with_(connection=connection)


def stored(hub: Hub, folder: Path) -> HubFolder:
    """A new hub folder with a hub in it."""
    files = HubFolder(folder, PATIENCE, DISK, MOUNTS)
    files.create(hub, Entry(what=What.INIT, at=NOW, login=system_login()))
    return files


def school(people: int) -> Reading:
    """What a sync reads of a school with so many pupils."""
    return reading_of(tuple(pupil_row(number) for number in range(people)))


def _upn(number: int) -> str:
    tail = f"899{4000 + number // 1000}15{number % 1000:03}"
    return check_letter(tail) + tail


def _link(mis_id: str) -> Link:
    return Link("assembly", mis_id)


def _numbers() -> Iterator[int]:
    # The Access Coordinator has the first.
    yield from range(2, 10_000_000)
