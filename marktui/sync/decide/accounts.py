"""Decisions about accounts: logins, sharing, nominations. Each has an entry in the history."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct, structs

from marktui.hub.accounts import logins, nomination, sharing
from marktui.hub.accounts.permissions import Actor, Permission
from marktui.hub.model.hub import Hub
from marktui.hub.people.snapshot import Snapshot, require_up_to_date
from marktui.store.disk.sharing import unix_group, unix_login
from marktui.store.file.entry import Entry, What
from marktui.store.file.record_changes import record_change, settings_between
from marktui.store.threads import in_thread
from marktui.sync.decide.hub_writer import HubWriter, Made


class AccountResult(Struct, frozen=True):
    """What came of a decision about accounts."""

    hub: Hub
    """The hub after it."""
    changed: bool
    """Whether anything changed."""
    remark: str = ""
    """What still prevents it from working, as a sentence."""


class AccountDecisions(HubWriter):
    """One person's decisions about who may open the hub."""

    async def map(self, login: str, teacher: Snapshot) -> AccountResult:
        """Map a Unix login to a teacher."""

        def rule(hub: Hub, actor: Actor) -> Hub:
            require_up_to_date(hub, [teacher])
            return logins.mapped(hub, actor, login, teacher.id)

        result = await self._apply(What.MAP, f"{login} for {teacher.id}", rule)
        known = await in_thread(unix_login, login)
        return structs.replace(result, remark=logins.why_cannot_open(result.hub, known) or "")

    async def unmap(self, login: str, teacher_id: str | None) -> AccountResult:
        """Remove the mapping of a Unix login.

        Args:
            teacher_id: The teacher that the person saw it mapped to; None if they did not look.
        """
        return await self._apply(
            What.UNMAP, login, lambda hub, actor: logins.unmapped(hub, actor, login, teacher_id)
        )

    async def share(self, group: str) -> AccountResult:
        """Open the hub folder to a Unix group, so that logins of that group can be mapped."""
        ownership, known = await self._store.ownership(), await in_thread(unix_group, group)
        return await self._apply(
            What.SHARE, f"group {group}", lambda hub, actor: sharing.shared(hub, actor, known, ownership)
        )

    async def unshare(self) -> AccountResult:
        """Make the hub folder private again."""
        ownership = await self._store.ownership()
        return await self._apply(What.UNSHARE, "", lambda hub, actor: sharing.unshared(hub, actor, ownership))

    async def nominate(self, teacher: Snapshot) -> AccountResult:
        """Nominate the next Access Coordinator; nothing changes until they accept."""

        def rule(hub: Hub, actor: Actor) -> Hub:
            require_up_to_date(hub, [teacher])
            return nomination.nominated(hub, actor, teacher.id)

        return await self._apply(What.NOMINATE, teacher.id, rule)

    async def withdraw(self, teacher_id: str | None) -> AccountResult:
        """Withdraw the nomination.

        Args:
            teacher_id: The nominee that the person saw; None if they did not look.
        """
        return await self._apply(
            What.WITHDRAW, "", lambda hub, actor: nomination.withdrawn(hub, actor, teacher_id)
        )

    async def accept(self) -> AccountResult:
        """Accept the nomination; the previous Access Coordinator becomes a Teacher Admin."""
        return await self._apply(What.ACCEPT, "", nomination.accepted)

    async def _apply(self, what: What, text: str, rule: Callable[[Hub, Actor], Hub]) -> AccountResult:
        """Apply a rule of accounts and write an entry, with a few words for people."""

        async def make(hub: Hub, actor: Actor) -> Made[AccountResult]:
            after = rule(hub, actor)
            if after == hub:
                return AccountResult(hub, changed=False), hub, None
            pairs = [(hub.teachers[one.id], one) for one in after.teachers.values()]
            changes = tuple(record_change(old, new) for old, new in pairs if old != new)
            entry = self._entry_between(what, hub, after, actor, changes=changes, text=text)
            return AccountResult(after, changed=True), after, entry

        result, _ = await self._decide(Permission.VIEW, make)
        return result

    def _entry_between(self, what: What, hub: Hub, after: Hub, actor: Actor, **more: Any) -> Entry:
        entry = self._entry(what, hub, actor, settings=settings_between(hub, after), **more)
        # Only entries that changed a record can be undone, so others have no number.
        return entry if entry.changes else structs.replace(entry, number=None)
