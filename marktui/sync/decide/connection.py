"""Connecting a hub to an MIS, and disconnecting it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from msgspec import structs

from marktui.connectors.base import Notify
from marktui.connectors.files.readers.choices import AGREED
from marktui.connectors.http.concurrency import in_side_thread
from marktui.connectors.mis import Granted, Readable, Report
from marktui.connectors.registry import CONNECTORS, connector_info, open_connector
from marktui.hub.accounts.permissions import Actor, Permission
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.school import Connection, Shared
from marktui.hub.model.time import local_day
from marktui.hub.rules.connect import connected, disconnected, require_same_school, unlinked
from marktui.hub.rules.same_school import SchoolIdentity
from marktui.hub.settings.network import Network
from marktui.store.file.entry import Do, Entry, What, new_entry
from marktui.store.file.record_changes import record_change
from marktui.store.secrets.connection_report import ReportFile
from marktui.store.secrets.keyring import keyring_name
from marktui.store.secrets.secret_file import changing_secrets
from marktui.store.secrets.secrets import HubSecrets
from marktui.store.secrets.trial_secrets import TrialSecrets
from marktui.store.store import HubStore
from marktui.store.threads import in_thread, to_the_end
from marktui.sync.decide.hub_writer import HubWriter

if TYPE_CHECKING:
    from marktui.connectors.assembly.consent.consent import Authorisation
    from marktui.connectors.assembly.consent.token_answer import Grant
    from marktui.connectors.files.look import FilesLook

SecretsOf = Callable[[str, Mapping[str, str] | None], HubSecrets]
"""Where the secrets of a connector are kept, by its word and the addresses that they will be sent to."""


class MisConnection(HubWriter):
    """One person's work on the connection of one hub."""

    def __init__(
        self,
        store: HubStore,
        login: str,
        now: Callable[[], datetime],
        secrets: SecretsOf,
        report: ReportFile,
        network: Callable[[], Network],
    ) -> None:
        super().__init__(store, login, now)
        self._secrets = secrets
        self._report = report
        self._network = network

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
        agreed: str = "",
    ) -> Granted:
        """Try a connector's secrets, then store them and note the connection.

        Args:
            name: The connector's word.
            settings: Its addresses.
            secrets: Its secrets by short name; stored only if they work.
            in_keyring: Whether they go into the keyring; None leaves them where they were.
            accepted_school: The school of the MIS that a person accepted as the hub's.
            grant: The authorisation that the school has just given; the secrets are part of it.
            agreed: What lists are read from, as it was agreed to before; else it is worked out again.

        Raises:
            NoKeyringError: There is no keyring; nothing was sent.
            AnotherSchoolError: The MIS names another school, and it was not accepted.
        """
        hub, actor = await self._allowed(Permission.CONNECT)
        settings = connector_info(name).tidy_settings(settings)
        if in_keyring:
            await in_side_thread(keyring_name)
        kept = self._secrets(name, settings)
        trial = await in_side_thread(TrialSecrets, secrets, kept)
        today, network = local_day(self._now()), self._network()
        read_by = settings | ({AGREED: agreed} if agreed else {})
        async with open_connector(name, read_by, trial, today=today, notify=notify, network=network) as link:
            granted = await link.check()
        require_same_school(hub, granted.school, accepted_school)
        made = self._connection(name, settings, granted, trial.values, grant)
        store_secrets = partial(kept.store, trial.values, in_keyring=in_keyring)
        unnoted = await self._keep(hub, actor, made, kept, store_secrets, granted.report)
        return structs.replace(granted, warnings=(*granted.warnings, unnoted)) if unnoted else granted

    async def look_at_files(
        self, settings: Mapping[str, str], secrets: Mapping[str, str], notify: Notify = lambda waited: None
    ) -> "FilesLook":
        """Open the files of a connection, to see what each is taken for; nothing is kept.

        Args:
            settings: Where they are, and what is said of them.
            secrets: The login of an address by short name.
        """
        from marktui.connectors.files.connector import Files
        from marktui.connectors.files.look import FilesLook

        await self._allowed(Permission.CONNECT)
        one = connector_info("files")
        files = Files(
            one.full_settings(one.tidy_settings(settings)),
            TrialSecrets(secrets),
            today=local_day(self._now()),
            notify=notify,
            network=self._network(),
        )
        return FilesLook(await files.open_files())

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
            network=self._network(),
        )

    async def disconnect(self, *, clear_mis_ids: bool = False) -> Hub:
        """Forget the secrets and the connection; with `clear_mis_ids` every link as well."""
        hub, actor = await self._allowed(Permission.CONNECT)
        if hub.connection is None and not clear_mis_ids:
            # This finishes an earlier disconnect that could not forget them.
            async with changing_secrets(self._store.folder):
                if await to_the_end(in_thread(self._forget_secrets)):
                    return hub
            raise UsageError("The hub is not connected to an MIS.", "There is nothing to disconnect.")
        name = hub.connection.connector if hub.connection else hub.last_connector
        entry = new_entry(What.DISCONNECT, actor, self._now(), connector=name)
        after = disconnected(hub)
        if clear_mis_ids:
            after, entry = _without_mis_ids(after, entry)

        async def settle() -> Hub:
            # If the commit is refused, for example by a lock, the secrets must stay.
            left = await self._store.commit(hub, after, entry)
            await in_thread(self._forget_secrets)
            await in_thread(self._report.keep, None)
            return left

        async with changing_secrets(self._store.folder):
            return await to_the_end(settle())

    def _connection(
        self,
        name: str,
        settings: Mapping[str, str],
        granted: Granted,
        secrets: Mapping[str, str],
        grant: "Grant | None",
    ) -> Connection:
        return Connection(
            connector=name,
            settings=dict(settings),
            school=granted.school.name,
            urn=granted.school.urn,
            site=granted.school.site,
            missing=granted.missing,
            shared=tuple(_shared(one, of_files=bool(granted.kinds)) for one in granted.entities),
            connected_at=self._now(),
            holds_until=self._holds_until(name, secrets, grant),
            school_id=grant.school_id if grant else None,
            kinds=granted.kinds,
            agreed=granted.agreed,
        )

    def _holds_until(self, name: str, secrets: Mapping[str, str], grant: "Grant | None") -> datetime | None:
        """When a connection ends by itself; None where it does not, or renews itself."""
        one = connector_info(name)
        if all(secrets.get(needed) for needed in one.renewing):
            return None
        return self._now() + timedelta(seconds=(grant and grant.lasts) or one.lasts)

    async def _keep(
        self,
        hub: Hub,
        actor: Actor,
        connection: Connection,
        kept: HubSecrets,
        store_secrets: Callable[[], object],
        report: Report | None,
    ) -> str:
        """Store secrets and connection; gives why the addresses could not be noted as confirmed, if so."""
        entry = new_entry(What.CONNECT, actor, self._now(), connector=connection.connector)

        async def store() -> str:
            # Secrets first: a hub that says it is connected must have them.
            await in_thread(store_secrets)
            await in_thread(self._report.keep, report)
            unnoted = await in_thread(kept.confirm)
            await self._store.commit(hub, connected(hub, connection), entry)
            return unnoted

        async with changing_secrets(self._store.folder):
            return await to_the_end(store())

    def _forget_secrets(self) -> bool:
        """Forget the secrets of every connector; false where there were none."""
        were_there = [self._secrets(name, None).forget() for name in CONNECTORS]
        return any(were_there)


def _shared(one: Readable, *, of_files: bool) -> Shared:
    """What is kept of one thing that can be read: of files only which they are."""
    return Shared(one.what, (one.entity,)) if of_files else Shared(one.what, one.fields, one.missing)


def _without_mis_ids(hub: Hub, entry: Entry) -> tuple[Hub, Entry]:
    """The hub without any link, and the entry with everybody whose link is removed."""
    after, pairs = unlinked(hub)
    changes = tuple(record_change(old, new, Do.UPDATE) for old, new in pairs)
    entry = structs.replace(entry, number=hub.next_entry, clear_mis_ids=True, changes=changes)
    return after.with_(next_entry=hub.next_entry + 1), entry
