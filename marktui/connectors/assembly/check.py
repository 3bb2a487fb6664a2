"""Trying the connection to Assembly: whose token it is, what is shared, and whether the year has begun."""

from collections.abc import Callable, Iterator
from datetime import date

from marktui.connectors.assembly.api import AssemblyApi
from marktui.connectors.assembly.errors import not_permitted
from marktui.connectors.assembly.groups import holds
from marktui.connectors.assembly.sources import ACADEMIC_YEARS, ME, REQUIRED, SCHOOL, USEFUL
from marktui.connectors.assembly.wire import AcademicYearWire, ApplicationWire, SchoolWire, TokenWire
from marktui.connectors.errors import IncompleteError, NotPermittedError, NotThisServiceError, RefusedError
from marktui.connectors.mis import Granted, Readable
from marktui.connectors.rows import clean_or_none, day_or_none
from marktui.hub.model.next_step import ConnectionStep
from marktui.hub.rules.same_school import SchoolIdentity

NOT_GIVEN = (NotPermittedError, NotThisServiceError, IncompleteError)
"""How a resource fails that marktui can do without."""


async def check_connection(api: AssemblyApi, today: date, warn: Callable[[str], None]) -> Granted:
    """What the school token allows."""
    token = await _token(api)
    school = await read_school(api)
    scopes = token.scopes
    if scopes is not None:
        await _require(api, scopes)
    await _look_at_years(api, today, warn)
    missing = () if scopes is None else tuple(one for one in USEFUL if one not in scopes)
    entities = () if scopes is None else tuple(_readable(scopes))
    return Granted(school, missing, entities=entities)


async def read_school(api: AssemblyApi) -> SchoolIdentity:
    """Which school the token is for."""
    school = await api.one(SCHOOL, SchoolWire)
    urn = None if school.urn is None else clean_or_none(str(school.urn))
    return SchoolIdentity(clean_or_none(school.name), urn)


def _readable(scopes: list[str]) -> Iterator[Readable]:
    """What the token shares, once everything needed is known to be there."""
    for needed, source in REQUIRED.items():
        entity = needed.partition(".")[0]
        useful = [one for one in USEFUL if one.startswith(f"{entity}.")]
        shared = (needed, *(one for one in useful if one in scopes))
        yield Readable(entity, source.what, shared, tuple(one for one in useful if one not in scopes))


async def _token(api: AssemblyApi) -> TokenWire:
    try:
        token = (await api.one(ME, ApplicationWire)).token or TokenWire()
    except NOT_GIVEN:
        # It may need a permission itself (docs/wire-assembly.md, Permissions).
        return TokenWire()
    if token.access_level == "app":
        raise RefusedError("The token is an app's, not a school's.", next=ConnectionStep.AUTHORISE_IN_BROWSER)
    return token


async def _require(api: AssemblyApi, scopes: list[str]) -> None:
    """Try what the list of scopes lacks: older tokens have other names."""
    refused: dict[str, str] = {}
    for scope, source in REQUIRED.items():
        if scope not in scopes and source is not SCHOOL:
            try:
                await api.permits(source)
            except NotPermittedError:
                refused[scope] = source.what
    if refused:
        raise not_permitted(" and the ".join(refused.values()), tuple(refused))


async def _look_at_years(api: AssemblyApi, today: date, warn: Callable[[str], None]) -> None:
    try:
        years = await api.one(ACADEMIC_YEARS, list[AcademicYearWire])
    except NOT_GIVEN:
        warn("Assembly does not give its academic years: marktui cannot see whether today is in one.")
        return
    dated = [year for year in years if day_or_none(year.start_date) is not None]
    if not any(holds(year.start_date, year.end_date, today) for year in dated):
        warn("Assembly has no academic year for today: its year groups and classes may be missing or old.")
