"""One user's session on one hub: store, clock, connector, operations."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from marktui.connectors.base import Connector, Notify
from marktui.connectors.mis import Granted, Report
from marktui.connectors.registry import CONNECTORS, connector_info, open_connector
from marktui.hub.accounts.permissions import Actor, Permission, actor_for, permitted_actor
from marktui.hub.model.clock import clock_warning
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.school import Connection, Shared
from marktui.hub.model.time import local_day
from marktui.hub.rules.connect import connected, disconnected, require_same_school, unlinked
from marktui.hub.rules.create import new_hub
from marktui.hub.rules.same_school import SchoolIdentity
from marktui.store.file.entry import Do, Entry, What, new_entry
from marktui.store.file.tables import record_change
from marktui.store.secrets.confirmed_addresses import ConfirmedAddresses
from marktui.store.secrets.connection_report import ReportFile
from marktui.store.secrets.keyring import keyring_name
from marktui.store.secrets.secret_file import changing_secrets
from marktui.store.secrets.secrets import HubSecrets
from marktui.store.secrets.trial_secrets import TrialSecrets
from marktui.store.store import HubStore
from marktui.store.threads import in_thread, to_the_end
from marktui.sync.environment import named_settings
from marktui.sync.history.status import Attempts, StatusReport, Waiting, report_status, what_waits

if TYPE_CHECKING:
    from marktui.connectors.assembly.consent.consent import Authorisation
    from marktui.connectors.assembly.consent.token_answer import Grant
    from marktui.sync.decide.accounts import AccountDecisions
    from marktui.sync.decide.hub_decisions import HubDecisions
    from marktui.sync.run.engine import Sync
    from marktui.sync.support.maintenance import Maintenance


def utc_now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


class Session:
    """One person's work on one hub.

    Args:
        environment: The process's environment, where secrets may be; the real one by default.
        state: The folder for what this login has confirmed, if not the usual one.
    """

    def __init__(
        self,
        folder: Path,
        login: str,
        now: Callable[[], datetime] = utc_now,
        environment: Mapping[str, str] | None = None,
        state: Path | None = None,
    ) -> None:
        self.folder = folder
        self.login = login
        self.now = now
        self.store = HubStore(folder)
        self.report = ReportFile(folder)
        """What the connected service says of its own interface, kept for support."""
        self._environment = environment
        self._state = state

    async def exists(self) -> bool:
        """Whether there is a hub in the folder."""
        return await self.store.exists()

    async def load(self) -> Hub:
        """The hub, for somebody who may see it."""
        return await self.require(Permission.VIEW)

    async def require(self, act: Permission) -> Hub:
        """The hub, for somebody who may do something with it."""
        hub = await self.store.load()
        permitted_actor(hub, self.login, act)
        return hub

    @property
    def today(self) -> date:
        """The present day in the time zone of this machine."""
        return local_day(self.now())

    def actor(self, hub: Hub) -> Actor:
        """Who is at the keyboard."""
        return actor_for(hub, self.login)

    def secrets(self, name: str, settings: Mapping[str, str] | None = None) -> HubSecrets:
        """Where the secrets of a connector are kept.

        Args:
            name: The connector's word.
            settings: The addresses that they are about to be sent to, if they are.
        """
        one = CONNECTORS.get(name)
        usual = {address.name: address.usual for address in one.addresses if address.usual} if one else {}
        environment = os.environ if self._environment is None else self._environment
        named = partial(named_settings, one, settings or {}, environment) if one else dict
        confirmed = ConfirmedAddresses(self.folder, self._state)
        return HubSecrets(self.folder, name, environment, settings, usual, named, confirmed)

    async def create(self, *, school: str, coordinator: str, email: str, centre_id: str | None = None) -> Hub:
        """Create the hub; this login becomes the Access Coordinator's."""
        hub = new_hub(
            school=school, coordinator=coordinator, email=email, centre_id=centre_id, login=self.login
        )
        return await self.store.create(hub, new_entry(What.INIT, self.actor(hub), self.now()))

    async def connect(
        self,
        name: str,
        settings: Mapping[str, str],
        secrets: Mapping[str, str],
        notify: Notify = lambda waited: None,
        *,
        in_keyring: bool | None = None,
        accepted_school: SchoolIdentity | None = None,
        grant: "Grant | None" = None,
    ) -> Granted:
        """Try a connector's secrets, then store them and note the connection.

        Args:
            name: The connector's word.
            settings: Its addresses.
            secrets: Its secrets by short name; stored only if they work.
            in_keyring: Whether they go into the keyring; None leaves them where they were.
            accepted_school: The school of the MIS that a person accepted as the hub's.
            grant: The authorisation that the school has just given; the secrets are part of it.

        Raises:
            NoKeyringError: There is no keyring; nothing was sent.
            AnotherSchoolError: The MIS names another school, and it was not accepted.
        """
        hub = await self.require(Permission.CONNECT)
        settings = connector_info(name).tidy_settings(settings)
        from marktui.connectors.http.concurrency import in_side_thread  # here, because status needs no loop

        if in_keyring:
            await in_side_thread(keyring_name)
        kept = self.secrets(name, settings)
        trial = await in_side_thread(TrialSecrets, secrets, kept)
        async with open_connector(name, settings, trial, today=self.today, notify=notify) as link:
            granted = await link.check()
        require_same_school(hub, granted.school, accepted_school)
        connection = structs.replace(
            self._connection(name, settings, granted, self._holds_until(name, trial.values, grant)),
            school_id=grant.school_id if grant else None,
        )
        store_secrets = partial(kept.store, trial.values, in_keyring=in_keyring)
        unnoted = await self._keep_connection(hub, connection, kept, store_secrets, granted.report)
        return structs.replace(granted, warnings=(*granted.warnings, unnoted)) if unnoted else granted

    def authorisation(
        self,
        name: str,
        settings: Mapping[str, str],
        client: Mapping[str, str],
        redirect: str,
        warn: Callable[[str], None],
        notify: Notify = lambda waited: None,
    ) -> "Authorisation":
        """A request to the school, in its browser, to let marktui read.

        Args:
            name: The connector's word.
            settings: Its addresses.
            client: `client_id` and `client_secret` of the application.
            redirect: The address that the application is registered with.
            warn: Called with answers that were refused.
        """
        from marktui.connectors.assembly.consent.consent import Authorisation
        from marktui.connectors.assembly.consent.token_answer import Client

        return Authorisation(
            connector_info(name).tidy_settings(settings),
            Client(client.get("client_id", ""), client.get("client_secret", "")),
            redirect,
            warn=warn,
            notify=notify,
        )

    async def disconnect(self, *, clear_mis_ids: bool = False) -> Hub:
        """Forget the secrets and the connection; with `clear_mis_ids` every link as well."""
        hub = await self.require(Permission.CONNECT)
        actor = self.actor(hub)
        if hub.connection is None and not clear_mis_ids:
            # This finishes an earlier disconnect that could not forget them.
            async with changing_secrets(self.folder):
                if await to_the_end(in_thread(self._forget_secrets)):
                    return hub
            raise UsageError("The hub is not connected to an MIS.", "There is nothing to disconnect.")
        name = hub.connection.connector if hub.connection else hub.last_connector
        after, pairs = unlinked(disconnected(hub)) if clear_mis_ids else (disconnected(hub), [])
        entry = new_entry(What.DISCONNECT, actor, self.now(), connector=name)
        if clear_mis_ids:
            entry = structs.replace(
                entry,
                number=hub.next_entry,
                clear_mis_ids=True,
                changes=tuple(record_change(old, new, Do.UPDATE) for old, new in pairs),
            )
            after = after.with_(next_entry=hub.next_entry + 1)

        async def settle() -> Hub:
            # If the commit is refused, for example by a lock, the secrets must stay.
            left = await self.store.commit(hub, after, entry)
            await in_thread(self._forget_secrets)
            await in_thread(self.report.keep, None)
            return left

        async with changing_secrets(self.folder):
            return await to_the_end(settle())

    def sync(self, hub: Hub, *, observes: bool = True) -> "Sync":
        """The sync of the hub's connection.

        Args:
            observes: Whether to keep what a reading shows about the service, for the report to support.
        """
        # Imported here because planning and matching cost 25 ms, which `marktui status` can do without.
        from marktui.sync.run.engine import Sync, ignore

        connection = hub.connection
        name = connection.connector if connection else ""
        settings = connection.settings if connection else {}
        secrets = self.secrets(name, settings)

        def connect(notify: Notify) -> Connector:
            return open_connector(name, settings, secrets, today=self.today, notify=notify)

        keep = self.report.observe if observes else ignore
        return Sync(self.store, connect, self.login, self.now, keep)

    @property
    def decisions(self) -> "HubDecisions":
        """Decisions about records: editing, undoing, erasing."""
        from marktui.sync.decide.hub_decisions import HubDecisions

        return HubDecisions(self.store, self.login, self.now)

    @property
    def accounts(self) -> "AccountDecisions":
        """Who may open the hub: logins, sharing, and another Access Coordinator."""
        from marktui.sync.decide.accounts import AccountDecisions

        return AccountDecisions(self.store, self.login, self.now)

    @property
    def maintenance(self) -> "Maintenance":
        """Maintenance of the hub's files: backups, checks, repairs."""
        from marktui.sync.support.maintenance import Maintenance

        return Maintenance(self.store, self.login, self.now)

    async def history(self) -> tuple[Entry, ...]:
        """Everything that happened, newest first."""
        await self.load()
        return await self.store.history()

    async def clock_remark(self) -> str | None:
        """Why the clock of this machine may be wrong, as a sentence; None if it seems right."""
        return clock_warning(await self.store.times(), self.now())

    async def status(self, hub: Hub) -> tuple[StatusReport, tuple[Waiting, ...]]:
        """The status of the hub and what waits for a person, only from what is on disk."""
        attempts = Attempts()
        await self.store.history(attempts.take)
        clock = await self.clock_remark()
        waits = tuple(what_waits(hub, attempts, self.today))
        return report_status(hub, attempts, waits, self.holds_until(hub, attempts), clock), waits

    def holds_until(self, hub: Hub, attempts: Attempts) -> datetime | None:
        """When the connection ends by itself; None if it does not, or if this login can renew it."""
        connection = hub.connection
        end = connection.holds_until if connection else None
        if connection is None or end is None or any(entry.at > end for entry in attempts.complete.values()):
            return None
        one, secrets = connector_info(connection.connector), self.secrets(connection.connector)
        return None if all(secrets.is_known(name) for name in one.renewing) else end

    def _holds_until(self, name: str, secrets: Mapping[str, str], grant: "Grant | None") -> datetime | None:
        """When a connection ends by itself; None where it does not, or renews itself."""
        one = connector_info(name)
        if all(secrets.get(needed) for needed in one.renewing):
            return None
        return self.now() + timedelta(seconds=(grant and grant.lasts) or one.lasts)

    def _connection(
        self, name: str, settings: Mapping[str, str], granted: Granted, holds_until: datetime | None
    ) -> Connection:
        return Connection(
            connector=name,
            settings=dict(settings),
            school=granted.school.name,
            urn=granted.school.urn,
            site=granted.school.site,
            missing=granted.missing,
            shared=tuple(Shared(one.what, one.fields, one.missing) for one in granted.entities),
            connected_at=self.now(),
            holds_until=holds_until,
        )

    async def _keep_connection(
        self,
        hub: Hub,
        connection: Connection,
        kept: HubSecrets,
        store_secrets: Callable[[], object],
        report: Report | None,
    ) -> str:
        """Store secrets and connection; gives why the addresses could not be noted as confirmed, if so."""
        entry = new_entry(What.CONNECT, self.actor(hub), self.now(), connector=connection.connector)

        async def store() -> str:
            # Secrets first: a hub that says it is connected must have them.
            await in_thread(store_secrets)
            await in_thread(self.report.keep, report)
            unnoted = await in_thread(kept.confirm)
            await self.store.commit(hub, connected(hub, connection), entry)
            return unnoted

        async with changing_secrets(self.folder):
            return await to_the_end(store())

    def _forget_secrets(self) -> bool:
        """Forget the secrets of every connector; false where there were none."""
        were_there = [self.secrets(name).forget() for name in CONNECTORS]
        return any(were_there)
