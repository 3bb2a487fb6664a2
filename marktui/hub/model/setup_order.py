"""The order of the first set-up: teachers, year groups, classes, pupils."""

from collections.abc import Collection

from marktui.hub.model.errors import NotConnectedError, StepNotReachedError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind


def source_kinds(hub: Hub) -> tuple[Kind, ...]:
    """The kinds that the MIS gives the hub, in their order: all four, unless it is files that lack some."""
    return (hub.connection.kinds if hub.connection else ()) or tuple(Kind)


def next_step(hub: Hub) -> Kind | None:
    """The kind to save next in the first set-up; None once all that there are are saved."""
    return next((kind for kind in source_kinds(hub) if kind not in hub.saved), None)


def is_set_up(hub: Hub) -> bool:
    """Whether the hub is connected and every panel was saved once."""
    return hub.connection is not None and next_step(hub) is None


def needs_resync(hub: Hub) -> bool:
    """Whether year groups or classes changed after pupils were saved, so that pupils need another sync."""
    return hub.resync_pupils and Kind.PUPIL in hub.saved


def why_closed(hub: Hub, kind: Kind) -> str | None:
    """Why a panel is closed, as a sentence; None if it is open."""
    if hub.connection is None:
        return "The hub is not connected to an MIS."
    if kind not in source_kinds(hub):
        return f"The files have no {kind.nouns}."
    missing = next_step(hub)
    order = list(Kind)
    if missing is not None and order.index(kind) > order.index(missing):
        return f"{kind.nouns.capitalize()} come after {missing.nouns}, which have not been saved yet."
    return None


def require_open(hub: Hub, kinds: Collection[Kind]) -> None:
    """Refuse a sync of kinds before their turn. Everything together is always allowed."""
    from marktui.hub.model.next_step import Connect, GoOnSettingUp  # no short verb asks

    if hub.connection is None:
        raise NotConnectedError(
            "The hub is not connected to an MIS.",
            next=Connect(),
        )
    if set(kinds) >= set(source_kinds(hub)):
        return
    for kind in kinds:
        reason = why_closed(hub, kind)
        step = next_step(hub)
        if reason and kind not in source_kinds(hub):
            raise StepNotReachedError(reason, next=Connect(hub.connection.connector))
        if reason and step is not None:
            raise StepNotReachedError(reason, next=GoOnSettingUp(step))
