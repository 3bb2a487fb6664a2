"""A school of 420 pupils whose leavers nobody has reviewed for five years."""

import os
import pwd
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from tui.user import connected_hub, sync

from marktui.sandbox.server import Sandbox
from marktui.sync.model.scope import EVERYTHING
from marktui.sync.session import Session

YEARS = 5
_A_YEAR = 3
"""The steps from one rollover to the next."""


def years_ago(years: int) -> int:
    """The calendar year that lies so many rollovers back; the last one was last year's."""
    return datetime.now(UTC).year - years


def old_school() -> Sandbox:
    """The school's MIS; each of its rollovers is on a tenth of September."""

    def dates(step: int) -> date:
        year, part = divmod(step, _A_YEAR)
        return date(years_ago(YEARS + 1) + year, 9, 10) + timedelta(days=70 * part)

    return Sandbox(420, 7, dates=dates)


async def live_through(folder: Path, sandbox: Sandbox) -> None:
    """Set the hub up, then sync once a year, after each rollover, and decide about nobody."""
    login, today = pwd.getpwuid(os.geteuid()).pw_name, sandbox.school.today
    for step in range(0, _A_YEAR * YEARS + 1, _A_YEAR):
        sandbox.move(step=step)
        noon = datetime.combine(sandbox.school.dates(step), time(12), UTC) + timedelta(days=1)
        # The service asks itself as well which groups and years hold.
        sandbox.school.today = noon.date()
        session = Session(folder, login, now=lambda noon=noon: noon, environment={})  # type: ignore[misc]
        hub = await (session.load() if step else connected_hub(session, sandbox))
        await sync(session, hub, EVERYTHING)
    sandbox.school.today = today
