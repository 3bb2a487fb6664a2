"""What is decided about accounts, each with its entry in the history: logins, sharing, nominations."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct, structs

from marktui.hub.accounts import logins, nomination, sharing
from marktui.hub.accounts.permissions import Actor, Permission
from marktui.hub.model.hub import Hub
from marktui.hub.people.snapshot import Snapshot, require_up_to_date
from marktui.store.disk.sharing import unix_group, unix_login
from marktui.store.file.entry import Entry, What
from marktui.store.file.tables import record_change, settings_between
from marktui.store.threads import in_thread
from marktui.sync.decide.hub_writer import HubWriter, Made


class AccountResult(Struct, frozen=True):
    """What came of a decision about accounts."""

    hub: Hub
    """The hub as it is by now."""
    changed: bool
    """Whether it was not so already."""
    remark: str = ""
    """What stands in the way of it all the same, as a sentence."""


class AccountDecisions(HubWriter):
    """One person's decisions about who may open the hub."""

    async def map(self, login: str, teacher: Snapshot) -> AccountResult:
        """Let a Unix login speak for a teacher."""

        def rule(hub: Hub, actor: Actor) -> Hub:
            require_up_to_date(hub, [teacher])
            return logins.mapped(hub, actor, login, teacher.id)

        settled = await self._settle(What.MAP, f"{login} for {teacher.id}", rule)
        known = await in_thread(unix_login, login)
        return structs.replace(settled, remark=logins.why_cannot_open(settled.hub, known) or "")

    async def unmap(self, login: str, teacher_id: str | None) -> AccountResult:
        """Let a Unix login speak for nobody any more.

        Args:
            teacher_id: The teacher it was seen to speak for; None where nobody has looked.
        """
        return await self._settle(
            What.UNMAP, login, lambda hub, actor: logins.unmapped(hub, actor, login, teacher_id)
        )

    async def share(self, group: str) -> AccountResult:
        """Open the hub folder to a Unix group, so that logins of that group can be mapped."""
        whose, known = await self._store.ownership(), await in_thread(unix_group, group)
        return await self._settle(
            What.SHARE, f"group {group}", lambda hub, actor: sharing.shared(hub, actor, known, whose)
        )

    async def unshare(self) -> AccountResult:
        """Make the hub folder private again."""
        whose = await self._store.ownership()
        return await self._settle(What.UNSHARE, "", lambda hub, actor: sharing.unshared(hub, actor, whose))

    async def nominate(self, teacher: Snapshot) -> AccountResult:
        """Nominate the next Access Coordinator; nothing changes until they accept."""

        def rule(hub: Hub, actor: Actor) -> Hub:
            require_up_to_date(hub, [teacher])
            return nomination.nominated(hub, actor, teacher.id)

        return await self._settle(What.NOMINATE, teacher.id, rule)

    async def withdraw(self, teacher_id: str | None) -> AccountResult:
        """Withdraw the nomination.

        Args:
            teacher_id: The teacher who was seen to be nominated; None where nobody has looked.
        """
        return await self._settle(
            What.WITHDRAW, "", lambda hub, actor: nomination.withdrawn(hub, actor, teacher_id)
        )

    async def accept(self) -> AccountResult:
        """Become the Access Coordinator, as nominated; the one before becomes a Teacher Admin."""
        return await self._settle(What.ACCEPT, "", nomination.accepted)

    async def _settle(self, what: What, text: str, rule: Callable[[Hub, Actor], Hub]) -> AccountResult:
        """Apply a rule of accounts, and tell the history what it changed, with a few words for people."""

        async def make(hub: Hub, actor: Actor) -> Made[AccountResult]:
            after = rule(hub, actor)
            if after == hub:
                return AccountResult(hub, changed=False), hub, None
            pairs = [(hub.teachers[one.id], one) for one in after.teachers.values()]
            changes = tuple(record_change(old, new) for old, new in pairs if old != new)
            entry = self._told(what, hub, after, actor, changes=changes, text=text)
            return AccountResult(after, changed=True), after, entry

        settled, _ = await self._decide(Permission.VIEW, make)
        return settled

    def _told(self, what: What, hub: Hub, after: Hub, actor: Actor, **more: Any) -> Entry:
        entry = self._entry(what, hub, actor, settings=settings_between(hub, after), **more)
        # An undo gives records back what they were; what changed no record is no entry to be taken back.
        return entry if entry.changes else structs.replace(entry, number=None)
