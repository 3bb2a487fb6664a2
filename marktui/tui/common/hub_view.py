"""The hub with all that the interface shows beside it, taken at one moment."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from marktui.connectors.files.info import FILES
from marktui.connectors.registry import CONNECTORS
from marktui.hub.accounts.permissions import Actor, Permission, require_permission
from marktui.hub.leavers.waiting import out_of_the_ordinary
from marktui.hub.model.errors import NotAllowedError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.setup_order import is_set_up, next_step, why_closed
from marktui.hub.model.time import local_day
from marktui.store.file.entry import Entry
from marktui.sync.history.status import Attempts, Cause, Waiting, count_by_status, what_waits
from marktui.sync.session import Session
from marktui.tui.common.panel import Panel, panel_of
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.words import failure_words
from marktui.wording.connection import short_end_words
from marktui.wording.dates import data_age
from marktui.wording.people.accounts import ACCOUNT_SHORT


class HubView(Struct, frozen=True, kw_only=True, eq=False):
    """What is known when the hub has just been loaded."""

    hub: Hub
    actor: Actor
    attempts: Attempts[Entry]
    """What its history says of the syncs so far."""
    refusals: Mapping[Permission, str]
    """What this account may not do, each with the reason."""
    read_only: bool
    now: datetime
    is_demo: bool = False
    """Whether the school is the demo's, which can be moved on."""
    holds_until: datetime | None = None
    """When the connection ends by itself; None where it does not."""
    waits: tuple[Waiting, ...] = ()
    """What waits for a person, apart from decisions that are not saved."""
    synced: Mapping[Kind, int] = {}
    """How many records of each kind are synced."""

    @property
    def refusal(self) -> str | None:
        """Why this account may not sync; None where it may."""
        return self.refusals.get(Permission.SYNC)

    @property
    def is_nominee(self) -> bool:
        """Whether the person at the keyboard may accept to be the Access Coordinator."""
        me = self.actor.teacher
        return me is not None and me.id == self.hub.nominee

    @property
    def mis(self) -> str:
        """The name of the MIS service that the hub reads, or read last."""
        connection = self.hub.connection
        name = connection.connector if connection else self.hub.last_connector
        return CONNECTORS[name].title if name and name in CONNECTORS else "the MIS"

    @property
    def source(self) -> str:
        """The same in a sentence: `Assembly`, `the files`."""
        return "the files" if self.mis == FILES.title else self.mis

    @property
    def heading(self) -> str:
        """School and centre."""
        school = self.hub.school
        return f"{school.name} {GLYPHS.dot} centre {school.centre_id}" if school.centre_id else school.name

    def facts(self, now: datetime) -> tuple[str, ...]:
        """MIS, age of its data at a moment, login: what matters least comes first."""
        role = f" ({ACCOUNT_SHORT[self.actor.teacher.account_type]})" if self.actor.teacher else ""
        return (
            self._mis_words(now),
            *(("READ ONLY",) if self.read_only else ()),
            f"{self.actor.login}{role}",
        )

    def _mis_words(self, now: datetime) -> str:
        """The MIS and how old its data is; where the connection ends, that instead."""
        if not self.hub.connection:
            return "not connected"
        data_at = self.attempts.hub_data_at
        if ends := self.ends(now):
            return f"{self.mis} {GLYPHS.dot} {ends}"
        return data_age(self.mis, data_at, now) if data_at else self.mis

    def ends(self, now: datetime) -> str:
        """That the connection has ended, or will within a day; nothing where it holds."""
        return short_end_words(self.holds_until, now) if self.holds_until else ""

    def waiting(self, cause: Cause) -> int:
        """How many people wait for the same thing."""
        return sum(one.number for one in self.waits if one.cause is cause)

    def closed(self, panel: Panel) -> str | None:
        """Why a panel is closed; None where it is open."""
        if not panel.kinds:
            return None
        # All four together finish the set-up, so that they need no earlier step.
        return self.refusal or why_closed(self.hub, (panel.kinds_of(self.hub) or panel.kinds)[0])

    def first_panel(self) -> Panel:
        """The panel to begin with: the next step of the set-up, or the pupils."""
        if self.hub.connection is None:
            return Panel.AUTHORISATION
        step = next_step(self.hub)
        return Panel.PUPILS if step is None else panel_of(step)

    def next_panel(self, before: "HubView | None", *, saved: bool) -> Panel | None:
        """The panel to open without being asked: at the start, after connecting, after a save."""
        if before is None or (before.hub.connection is None and self.hub.connection is not None):
            return self.first_panel()
        if not saved:
            return None
        return Panel.FINISHED if is_set_up(self.hub) else self.first_panel()


def refusals(hub: Hub, actor: Actor) -> dict[Permission, str]:
    """What the person at the keyboard may not do, each with the reason in the words of the rule."""
    reasons = {}
    for act in Permission:
        try:
            require_permission(hub, actor, act)
        except NotAllowedError as refused:
            reasons[act] = failure_words(refused)
    return reasons


async def load_hub_view(session: Session, *, read_only: bool, is_demo: bool = False) -> HubView:
    """The hub as it is on disk, with what its history says of the syncs."""
    attempts = Attempts[Entry](with_runs=False)
    hub = await session.load()
    await session.store.history(attempts.take)
    return await asyncio.to_thread(_view, session, hub, attempts, read_only=read_only, is_demo=is_demo)


def _view(
    session: Session, hub: Hub, attempts: Attempts[Entry], *, read_only: bool, is_demo: bool
) -> HubView:
    """What is worked out once of a hub, in a thread, as it may take a while in a big school."""
    actor, now, few = session.actor(hub), session.now(), out_of_the_ordinary(hub)
    return HubView(
        hub=hub,
        actor=actor,
        attempts=attempts,
        refusals=refusals(hub, actor),
        read_only=read_only,
        is_demo=is_demo,
        now=now,
        holds_until=session.holds_until(hub, attempts),
        waits=tuple(what_waits(hub, few, attempts, local_day(now))),
        synced={kind: numbers.synced for kind, numbers in count_by_status(hub, few).items()},
    )
