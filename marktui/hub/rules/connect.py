"""What connecting and disconnecting do to a hub."""

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Record
from marktui.hub.model.school import Connection
from marktui.hub.rules.same_school import AnotherSchoolError, SchoolIdentity, is_same_school


def connected(hub: Hub, connection: Connection) -> Hub:
    """The hub with a connection. A connector other than the last one starts the set-up again."""
    is_same = connection.connector == hub.last_connector
    return hub.with_(
        connection=connection,
        last_connector=connection.connector,
        saved=hub.saved if is_same else (),
    )


def is_other_connector(hub: Hub, connector: str) -> bool:
    """Whether a connector is not the one that the hub was synced with until now."""
    return hub.last_connector is not None and hub.last_connector != connector


def require_same_school(hub: Hub, mis: SchoolIdentity, accepted: SchoolIdentity | None) -> None:
    """Refuse to connect a hub to another school, unless somebody said that it is the right one."""
    known = hub.connection
    held = SchoolIdentity(hub.school.name, known.urn if known else None, known.site if known else None)
    if not is_same_school(held, mis) and mis != accepted:
        raise AnotherSchoolError(held, mis)


def is_connected_school(known: Connection, met: SchoolIdentity) -> bool:
    """Whether a service answers for the school that the hub was connected to.

    A connection to a school's own address ends with that address: no other address was ever compared with the
    hub's school.
    """
    held = SchoolIdentity(known.school, known.urn, known.site)
    return is_same_school(held, met) and known.site in (None, met.site)


def disconnected(hub: Hub) -> Hub:
    """The hub without its connection; links, statuses and locks stay."""
    return hub.with_(connection=None)


def unlinked(hub: Hub) -> tuple[Hub, list[tuple[Record, Record]]]:
    """The hub without any link, and each changed record before and after.

    The records become not linked and editable, and are no longer leavers; access, class and decisions stay.
    """
    pairs = [
        (record, record.with_(link=None, desync=None))
        for kind in Kind
        for record in hub.records(kind).values()
        if record.link is not None
    ]
    return hub.with_records(after for _, after in pairs), pairs
