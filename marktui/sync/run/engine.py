"""The sync itself: an async stream of events that ends in a proposal, and another that ends in an outcome."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial

from msgspec import structs

from marktui.connectors.base import Connector, Notify
from marktui.connectors.errors import ConnectorError, WrongSchoolError
from marktui.connectors.http.concurrency import in_side_thread
from marktui.connectors.mis import Report
from marktui.hub.accounts.permissions import Actor, Permission, permitted_actor
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.setup_order import require_open, source_kinds
from marktui.hub.model.text import sentence
from marktui.hub.model.time import local_day
from marktui.hub.rules.connect import is_connected_school
from marktui.store.disk.errors import ChangedElsewhereError, StoreError
from marktui.store.file.entry import Entry, What, new_entry
from marktui.store.garbage_collector import gc_paused
from marktui.store.store import HubStore
from marktui.store.threads import in_thread
from marktui.sync.history.status import Attempts
from marktui.sync.missing.recent_losses import LossHistory
from marktui.sync.model.plan import Plan
from marktui.sync.model.proposal import Outcome, Proposal, RecentLoss
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import UNDECIDED, Decisions
from marktui.sync.model.scope import Scope
from marktui.sync.plan.make_plan import make_plan
from marktui.sync.run import events
from marktui.sync.run.ask_by_id import Read, read_and_plan
from marktui.sync.run.entries import run_entry
from marktui.sync.run.events import OnEvent
from marktui.sync.run.last_files import LastFiles, last_files
from marktui.sync.run.reader import read_everything
from marktui.sync.run.rejected_rows import KeepRejected, rejected_words

_LOG = logging.getLogger(__name__)
Connect = Callable[[Notify], Connector]
"""Makes the hub's connector, given what to call before it waits."""


def ignore(observations: Report) -> None:
    """Keep nothing of what a reading showed of the service."""


class Sync:
    """One person's syncs of one hub."""

    def __init__(
        self,
        store: HubStore,
        connect: Connect,
        login: str,
        now: Callable[[], datetime],
        observe: Callable[[Report], None] = ignore,
        keep_rejected: KeepRejected = rejected_words,
        *,
        known: Hub | None = None,
    ) -> None:
        self._store = store
        self._known = known
        self._observe = observe
        self._keep_rejected = keep_rejected
        self._connect = connect
        self._login = login
        self._now = now

    async def propose(self, scope: Scope, decisions: Decisions = UNDECIDED) -> AsyncIterator[events.Event]:
        """Read everything in the scope and plan; the last event is `Proposed`. Closing the stream cancels."""
        hub = await self._store.load(self._known)
        actor = self._allowed(hub)
        require_open(hub, scope.kinds)
        # Everything is what there is: files may lack teachers or classes.
        scope = structs.replace(scope, kinds=tuple(kind for kind in scope.kinds if kind in source_kinds(hub)))
        queue: asyncio.Queue[events.Event | None] = asyncio.Queue()
        work = asyncio.create_task(self._propose(hub, actor, scope, decisions, queue.put_nowait))
        work.add_done_callback(lambda _: queue.put_nowait(None))
        try:
            while (happened := await queue.get()) is not None:
                yield happened
            await work
        finally:
            work.cancel()
            await asyncio.wait([work])

    async def _propose(
        self,
        hub: Hub,
        actor: Actor,
        scope: Scope,
        decisions: Decisions,
        on_event: OnEvent,
    ) -> None:
        async def make(reading: Reading) -> Plan:
            on_event(events.Planning())
            return await in_side_thread(_plan_quickly, hub, reading, scope, decisions, recent)

        connector = await self._make_connector(on_event)
        recent, counts, files = await self._look_back(hub, scope, connector.name)
        today = local_day(self._now())
        try:
            async with connector:
                await _require_connected_school(connector, hub)
                read = partial(read_everything, connector, hub, scope, today, counts, on_event, files)
                # Rows are made by the ten thousand, and hardly any garbage beside them.
                with gc_paused():
                    reading, plan = await read_and_plan(connector, self._with_rejected(read), make, on_event)
        except ConnectorError as error:
            await self._keep_observations(connector)
            await self._note_failure(actor, scope, connector, error)
            raise
        await self._keep_observations(connector)
        _LOG.info("planned %s: %d changes, held for %d reasons", plan.id, len(plan.changes), len(plan.held))
        proposal = Proposal(scope=scope, reading=reading, decisions=decisions, plan=plan, recent=recent)
        on_event(events.Proposed(proposal))

    async def _look_back(
        self, hub: Hub, scope: Scope, connector: str
    ) -> tuple[dict[Kind, RecentLoss], dict[Kind, int], LastFiles]:
        """What the history says of earlier syncs: losses, the length of each list, the files that were read.

        Its entries are let go here, since one can hold a whole school.
        """
        attempts, losses = Attempts[Entry](with_runs=False), LossHistory(scope.kinds, self._now())
        await self._store.history(lambda entry: all([attempts.take(entry), losses.take(entry)]))
        files = last_files(connector, scope.kinds, attempts)
        return losses.losses(hub), attempts.read_counts, files

    async def look(self, kind: Kind, on_event: OnEvent) -> Reading:
        """Read one kind of group, for a choice about one of them. Nothing is planned, and nothing noted."""
        hub = await self._store.load(self._known)
        self._allowed(hub)
        require_open(hub, ())
        connector = await self._make_connector(on_event)
        today = local_day(self._now())
        async with connector:
            await _require_connected_school(connector, hub)
            return await read_everything(connector, hub, Scope((kind,)), today, {}, on_event)

    def _with_rejected(self, read: Read) -> Read:
        """Read, and keep the rows that cannot be used, for the person who can correct them."""

        async def read_and_keep() -> Reading:
            reading = await read()
            told = await in_thread(partial(self._keep_rejected, reading.source.rejected))
            return structs.replace(reading, warnings=(*reading.warnings, told)) if told else reading

        return read_and_keep

    async def _make_connector(self, on_event: OnEvent) -> Connector:
        # A keyring may ask its owner first.
        return await in_side_thread(self._connect, on_event)

    async def _note_failure(
        self, actor: Actor, scope: Scope, connector: Connector, error: ConnectorError
    ) -> None:
        effort = {"requests": connector.requests, "connector": connector.name}
        note = new_entry(What.FAILED, actor, self._now(), kinds=scope.kinds, text=error.message, **effort)
        # The error of the MIS matters more than a note that could not be written.
        with suppress(StoreError):
            await self._store.note(note)

    async def _keep_observations(self, connector: Connector) -> None:
        """Keep what the reading showed of the service, for the report to support."""
        try:
            await in_thread(partial(self._observe, connector.observations))
        except StoreError as error:
            # A folder that cannot be written is reported when something has to be saved.
            _LOG.warning("what was seen of the service is not kept: %s", error.kind)

    def revise(self, proposal: Proposal, decisions: Decisions) -> Proposal:
        """The same reading planned again with other decisions. Quick: no I/O."""
        plan = _plan_quickly(proposal.plan.hub, proposal.reading, proposal.scope, decisions, proposal.recent)
        return structs.replace(proposal, decisions=decisions, plan=plan)

    async def save(
        self, proposal: Proposal, approve: str | None = None, *, attended: bool = False
    ) -> AsyncIterator[events.Event]:
        """Apply a proposal in one commit, unless its plan is held; the last event is `Saved`.

        Args:
            approve: The id of the plan that the Access Coordinator approves.
            attended: Whether a person has looked at it and saves it; approving it counts as well.
        """
        started = time.monotonic()
        plan, reading = proposal.plan, proposal.reading
        actor = self._allowed(plan.hub)
        held = reasons_not_to_apply(proposal, approve)
        outcome = Outcome(
            plan=plan,
            requests=reading.requests,
            seconds=reading.seconds,
            attended=attended or approve is not None,
            held=held,
        )
        if held:
            if plan.held:
                await self._store.note(await self._entry(What.HELD, actor, proposal, outcome))
            yield events.Saved(outcome)
            return
        outcome = structs.replace(outcome, applied=True, resync_pupils=plan.after.resync_pupils)
        if plan.is_empty and plan.after == plan.hub:
            await self._store.note(await self._entry(What.NOTHING, actor, proposal, outcome))
            yield events.Saved(outcome)
            return
        yield events.Saving(len(plan.changes))
        number = await self._commit_in_spite_of_others(actor, proposal, outcome)
        seconds = reading.seconds + time.monotonic() - started
        yield events.Saved(structs.replace(outcome, run=number, seconds=seconds))

    async def _commit_in_spite_of_others(
        self, actor: Actor, proposal: Proposal, outcome: Outcome
    ) -> int | None:
        """Write the plan; if the hub was changed meanwhile, only if the plan is still the same."""
        while True:
            try:
                with gc_paused():
                    return await self._commit(actor, proposal, outcome)
            except ChangedElsewhereError:
                hub = await self._store.load()
                actor = self._allowed(hub)
                if hub.connection != proposal.plan.hub.connection:
                    raise
                again = await self._plan_again(hub, proposal)
                if again.plan.id != proposal.plan.id:
                    raise
                proposal = again

    async def _plan_again(self, hub: Hub, proposal: Proposal) -> Proposal:
        """The same reading and decisions, planned for the hub and its history as they are now."""
        losses = LossHistory(proposal.scope.kinds, self._now())
        await self._store.history(losses.take)
        recent = losses.losses(hub)
        plan = await asyncio.to_thread(
            _plan_quickly, hub, proposal.reading, proposal.scope, proposal.decisions, recent
        )
        return structs.replace(proposal, plan=plan, recent=recent)

    async def _commit(self, actor: Actor, proposal: Proposal, outcome: Outcome) -> int | None:
        """Write the plan; gives the number of the run, if records changed."""
        plan = proposal.plan
        number = None if plan.is_empty else plan.hub.next_entry
        after = plan.after if number is None else plan.after.with_(next_entry=number + 1)
        if plan.held:
            after = after.with_(approvals=plan.hub.approvals + 1)
        what = What.NOTHING if number is None else What.RUN
        entry = structs.replace(await self._entry(what, actor, proposal, outcome), number=number)
        await self._store.commit(plan.hub, after, entry)
        return number

    async def _entry(self, what: What, actor: Actor, proposal: Proposal, outcome: Outcome) -> Entry:
        # It has a line for every record that changes.
        return await in_thread(run_entry, what, self._now(), actor, proposal, outcome)

    def _allowed(self, hub: Hub) -> Actor:
        return permitted_actor(hub, self._login, Permission.SYNC)


def reasons_not_to_apply(proposal: Proposal, approve: str | None) -> tuple[str, ...]:
    """Why a proposal may not be applied: it needs approval, or another plan was approved."""
    plan = proposal.plan
    if approve is not None and approve != plan.id:
        return (f"Plan {approve} was approved, but the plan is now {plan.id}.", *plan.held)
    return () if approve == plan.id else plan.held


async def _require_connected_school(connector: Connector, hub: Hub) -> None:
    """Refuse to read another school: a token can be another school's."""
    known = hub.connection
    if known is None or not (known.school or known.urn or known.site):
        return
    met = await connector.identify()
    if is_connected_school(known, met):
        return
    if known.site is None:
        what = "whose files these are" if connector.source.digest else "whose token is in use"
        hint = f"Nothing was read. Check {what}; if the school is right, connect the hub again."
    else:
        hint = (
            "Nothing was read. Somebody may have altered the address in the hub file; if it is right, "
            "connect the hub again."
        )
    raise WrongSchoolError(
        f"{sentence(connector.title)} answers for {met.name or met.site or 'another school'}, "
        f"and this hub is connected to {known.school or known.site or 'a school'}.",
        hint,
    )


def _plan_quickly(
    hub: Hub, reading: Reading, scope: Scope, decisions: Decisions, recent: Mapping[Kind, RecentLoss]
) -> Plan:
    with gc_paused():
        return make_plan(hub, reading, scope, decisions, recent)
