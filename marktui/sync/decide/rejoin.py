"""Matches a gone pupil to the record that came for them under another MIS id."""

from marktui.hub.model.errors import UnknownIdError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import CancelDeletion
from marktui.hub.model.record import Access, Pupil, Status

_SWAPPED = (
    "link",
    "desync",
    "first_name",
    "last_name",
    "upn",
    "date_of_birth",
    "year_group",
    "class_id",
)
"""The fields that the two records exchange."""


def rejoined(hub: Hub, leaver_id: str, other_id: str) -> tuple[Pupil, Pupil]:
    """The two pupils after the older record gets the MIS row of the newer one.

    They change places: the older record is synced again and keeps its id, history and access; the newer one
    has the old link and can be revoked and deleted like any leaver. Nothing is merged or lost, and no UPN or
    link is there twice.
    """
    other = _pupil(hub, other_id)
    leaver = to_rejoin(hub, leaver_id)
    if not other.is_synced:
        raise UsageError(
            f"{other_id} is not synced.", "Only a pupil who is in the MIS can be the same person."
        )
    return (
        leaver.with_(kept=None, **{name: getattr(other, name) for name in _SWAPPED}),
        # A decision to keep was about the person, not about the record that is left over.
        other.with_(kept=None, **{name: getattr(leaver, name) for name in _SWAPPED}),
    )


def to_rejoin(hub: Hub, leaver_id: str) -> Pupil:
    """The pupil who has left, if they can be matched to another record."""
    leaver = _pupil(hub, leaver_id)
    if leaver.status is not Status.DESYNCED:
        raise UsageError(f"{leaver_id} has not left.", "Only people who have left can be matched this way.")
    if leaver.access is Access.PENDING_DELETION:
        raise UsageError(f"{leaver_id} is pending deletion.", next=CancelDeletion((leaver_id,)))
    return leaver


def _pupil(hub: Hub, record_id: str) -> Pupil:
    pupil = hub.pupils.get(record_id)
    if pupil is None:
        raise UnknownIdError(
            f"There is no pupil {record_id!r} in the hub.",
            "Match pupils with pupils; staff are matched by a sync.",
        )
    return pupil
