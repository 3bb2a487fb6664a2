"""One user's session on one hub: store, clock, connector, operations."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from marktui.hub.accounts.permissions import Actor, Permission, actor_for, permitted_actor
from marktui.hub.leavers.waiting import out_of_the_ordinary
from marktui.hub.model.clock import clock_warning
from marktui.hub.model.hub import Hub
from marktui.hub.model.time import local_day
from marktui.store.file.entry import Entry, EntryHead, What, new_entry
from marktui.store.store import HubStore
from marktui.sync.history.status import Attempts, E, StatusReport, Waiting, report_status, what_waits

if TYPE_CHECKING:
    # At run time where they are needed: `marktui status` neither decides nor connects.
    from marktui.connectors.base import Connector, Notify
    from marktui.hub.settings.network import Network
    from marktui.store.secrets.connection_report import ReportFile
    from marktui.store.secrets.secrets import HubSecrets
    from marktui.sync.decide.accounts import AccountDecisions
    from marktui.sync.decide.connection import MisConnection
    from marktui.sync.decide.hub_decisions import HubDecisions
    from marktui.sync.decide.unsaved import UnsavedReview
    from marktui.sync.decide.web_hub import WebHubExchange
    from marktui.sync.run.engine import Sync
    from marktui.sync.run.rejected_rows import KeepRejected
    from marktui.sync.support.maintenance import Maintenance


def utc_now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


def usual_network() -> "Network":
    """How an MIS service is reached where no settings say it."""
    from marktui.hub.settings.network import USUAL_NETWORK

    return USUAL_NETWORK


class Session:
    """One person's work on one hub.

    Args:
        environment: The process's environment, where secrets may be; the real one by default.
        state: The folder for what this login has confirmed, if not the usual one.
        network: Gives how an MIS service is reached, when one is.
    """

    def __init__(
        self,
        folder: Path,
        login: str,
        now: Callable[[], datetime] = utc_now,
        environment: Mapping[str, str] | None = None,
        state: Path | None = None,
        network: "Callable[[], Network]" = usual_network,
    ) -> None:
        self.folder = folder
        self.login = login
        self.now = now
        self.store = HubStore(folder)
        self._environment = environment
        self._state = state
        self._network = network

    @cached_property
    def report(self) -> "ReportFile":
        """What the connected service says of its own interface, kept for support."""
        from marktui.store.secrets.connection_report import ReportFile

        return ReportFile(self.folder)

    @property
    def unsaved(self) -> "UnsavedReview":
        """What was decided in a review and is not saved yet."""
        from marktui.sync.decide.unsaved import UnsavedReview

        return UnsavedReview(self.folder)

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

    def secrets(self, name: str, settings: Mapping[str, str] | None = None) -> "HubSecrets":
        """Where the secrets of a connector are kept.

        Args:
            name: The connector's word.
            settings: The addresses that they are about to be sent to, if they are.
        """
        from marktui.connectors.registry import CONNECTORS
        from marktui.store.secrets.confirmed_addresses import ConfirmedAddresses
        from marktui.store.secrets.secrets import HubSecrets
        from marktui.sync.environment import named_settings

        one = CONNECTORS.get(name)
        usual = {address.name: address.usual for address in one.addresses if address.usual} if one else {}
        environment = os.environ if self._environment is None else self._environment
        named = partial(named_settings, one, settings or {}, environment) if one else dict
        confirmed = ConfirmedAddresses(self.folder, self._state)
        if one is not None and settings is not None:
            settings = {key: text for key, text in settings.items() if key not in one.without_secrets}
        return HubSecrets(self.folder, name, environment, settings, usual, named, confirmed)

    async def create(self, *, school: str, coordinator: str, email: str, centre_id: str | None = None) -> Hub:
        """Create the hub; this login becomes the Access Coordinator's."""
        from marktui.hub.rules.create import new_hub

        hub = new_hub(
            school=school, coordinator=coordinator, email=email, centre_id=centre_id, login=self.login
        )
        return await self.store.create(hub, new_entry(What.INIT, self.actor(hub), self.now()))

    def sync(
        self, hub: Hub, *, observes: bool = True, rejected: "Path | KeepRejected | None" = None
    ) -> "Sync":
        """The sync of the hub's connection.

        Args:
            observes: Whether to keep what a reading shows about the service, for the report to support, and
                the rows of files that cannot be used.
            rejected: The file for those rows, if a person named one; or what else becomes of them.
        """
        from marktui.connectors.files.readers.choices import AGREED
        from marktui.connectors.registry import connector_info, open_connector
        from marktui.sync.run.engine import Sync, ignore
        from marktui.sync.run.rejected_rows import keeper, rejected_words

        connection = hub.connection
        name = connection.connector if connection else ""
        settings = connection.settings if connection else {}
        secrets = self.secrets(name, settings)

        def connect(notify: "Notify") -> "Connector":
            network = self._network()
            if connector_info(name).reads_disk:
                secrets.require_confirmed()
            read_by = {**settings, AGREED: connection.agreed if connection else ""}
            return open_connector(name, read_by, secrets, today=self.today, notify=notify, network=network)

        keep = self.report.observe if observes else ignore
        if callable(rejected):
            keep_rejected = rejected
        else:
            keep_rejected = keeper(self.folder, rejected) if observes or rejected else rejected_words
        return Sync(self.store, connect, self.login, self.now, keep, keep_rejected, known=hub)

    @property
    def decisions(self) -> "HubDecisions":
        """Decisions about records: editing, undoing, erasing."""
        from marktui.sync.decide.hub_decisions import HubDecisions

        return HubDecisions(self.store, self.login, self.now)

    @property
    def web_hub(self) -> "WebHubExchange":
        """The exchange of pupils with the web hub's files."""
        from marktui.sync.decide.web_hub import WebHubExchange

        return WebHubExchange(self.store, self.login, self.now)

    @property
    def mis(self) -> "MisConnection":
        """The connection to an MIS: connecting, disconnecting."""
        from marktui.sync.decide.connection import MisConnection

        return MisConnection(self.store, self.login, self.now, self.secrets, self.report, self._network)

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
        attempts = Attempts[EntryHead]()
        await self.store.look_back(attempts.take, attempts.sought)
        clock = await self.clock_remark()
        is_kept = hub.connection and await self.store.has_unsaved()
        unsaved = await self.unsaved.read(hub.connection.connector) if hub.connection and is_kept else None
        few = out_of_the_ordinary(hub)
        waits = tuple(what_waits(hub, few, attempts, self.today, unsaved))
        return report_status(hub, few, attempts, waits, self.holds_until(hub, attempts), clock), waits

    def holds_until(self, hub: Hub, attempts: Attempts[E]) -> datetime | None:
        """When the connection ends by itself; None if it does not, or if this login can renew it."""
        connection = hub.connection
        end = connection.holds_until if connection else None
        if connection is None or end is None or any(entry.at > end for entry in attempts.complete.values()):
            return None
        from marktui.connectors.registry import connector_info

        one, secrets = connector_info(connection.connector), self.secrets(connection.connector)
        return None if all(secrets.is_known(name) for name in one.renewing) else end
