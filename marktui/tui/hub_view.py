"""The hub with all that the interface shows beside it, taken at one moment."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from marktui.connectors.registry import CONNECTORS
from marktui.hub.age import old
from marktui.hub.ending import short_end_words
from marktui.hub.hub import Hub
from marktui.hub.kind import Kind
from marktui.hub.record import AccountType
from marktui.hub.role import Act, Actor
from marktui.hub.roster import leavers
from marktui.hub.set_up import is_set_up, next_step, why_closed
from marktui.sync.status import Attempts, added, counted
from marktui.tui.glyphs import GLYPHS
from marktui.tui.panel import Panel, panel_of
from marktui.tui.words import listed, moment

_ROLES = {
    AccountType.ACCESS_COORDINATOR: "AC",
    AccountType.TEACHER_ADMIN: "TA",
    AccountType.TEACHER: "Teacher",
}


class HubView(Struct, frozen=True, kw_only=True):
    """What is known when the hub has just been loaded."""

    hub: Hub
    actor: Actor
    attempts: Attempts
    """What its history tells of the syncs so far."""
    refusals: Mapping[Act, str]
    """What this account may not do, each with the reason."""
    read_only: bool
    now: datetime
    holds_until: datetime | None = None
    """When the connection ends by itself; None where it does not."""

    @property
    def refusal(self) -> str | None:
        """Why this account may not sync; None where it may."""
        return self.refusals.get(Act.SYNC)

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
    def heading(self) -> str:
        """School and centre."""
        school = self.hub.school
        return f"{school.name} {GLYPHS.dot} centre {school.centre_id}" if school.centre_id else school.name

    def facts(self, now: datetime) -> tuple[str, ...]:
        """MIS, age of its data at a moment, login."""
        role = f" ({_ROLES[self.actor.teacher.account_type]})" if self.actor.teacher else ""
        data_at = self.attempts.hub_data_at
        return (
            *(("READ ONLY",) if self.read_only else ()),
            *((self.mis,) if self.hub.connection else ("not connected",)),
            *((old(data_at, now),) if data_at and self.hub.connection else ()),
            *((ends,) if (ends := self.ends(now)) else ()),
            f"{self.actor.login}{role}",
        )

    def ends(self, now: datetime) -> str:
        """That the connection has ended, or will within a day; nothing where it holds."""
        return short_end_words(self.holds_until, now) if self.holds_until else ""

    @property
    def leavers(self) -> int:
        """How many people are de-synced."""
        return len(leavers(self.hub))

    def closed(self, panel: Panel) -> str | None:
        """Why a panel is closed; None where it is open."""
        if panel.kind is None:
            return None
        return self.refusal or why_closed(self.hub, panel.kind)

    def first_panel(self) -> Panel:
        """The panel to begin with: where the set-up has come to, or the pupils."""
        if self.hub.connection is None:
            return Panel.AUTHORISATION
        step = next_step(self.hub)
        return Panel.PUPILS if step is None else panel_of(step)

    def after_save(self) -> Panel:
        """The panel to show after a save: the next step of the set-up, else what was done."""
        return Panel.FINISHED if is_set_up(self.hub) else self.first_panel()

    def facts_of(self, kind: Kind) -> str:
        """What an introduction tells of a kind: what the hub holds, when it was last saved."""
        records = self.hub.records(kind).values()
        synced = sum(record.is_synced for record in records)
        lines = [f"In the hub   {kind.counted(len(records))}, {synced:,} synced"]
        entry = self.attempts.complete.get(kind)
        if entry is None:
            return "\n".join((*lines, "Last saved   not yet"))
        counts = {"added": added(entry, kind), **counted(entry, kind)}
        told = listed(f"{counts[name]:,} {word}" for name, word in _TOLD.items() if counts.get(name))
        saved = moment(entry.at, self.now)
        return "\n".join((*lines, f"Last saved   {saved}{f': {told}' if told else ': nothing to change'}"))


_TOLD = {"added": "added", "changed": "changed", "desynced": "de-synced", "returned": "returned"}
