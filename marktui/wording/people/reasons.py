"""Why somebody or something is de-synced, and what is decided about it."""

from collections.abc import Callable
from datetime import date

from marktui.hub.leavers.waiting import current_keep
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, Person, Pupil, Reason, Record, Status, usual_year_name
from marktui.wording.dates import shown_day

REASONS = {
    Reason.LEFT: "left",
    Reason.GONE: "no longer in the MIS",
    Reason.OUT_OF_RANGE: "in a year group that is not set up",
}
"""Why people are de-synced, in general."""
SHORT_REASONS = {Reason.LEFT: "left", Reason.GONE: "gone", Reason.OUT_OF_RANGE: "out of range"}
"""The same in a narrow column."""


def reason_words(hub: Hub, record: Record) -> str:
    """Why a record is de-synced: `left on 4 Mar 2026`; nothing where it is not."""
    desync = record.desync
    if desync is None or record.status is not Status.DESYNCED:
        return ""
    if desync.left_on is not None:
        return f"left on {shown_day(desync.left_on)}"
    code = record.year_group if isinstance(record, Pupil) else None
    known = {year.code for year in hub.year_groups.values()}
    if desync.reason is Reason.OUT_OF_RANGE and code and code not in known:
        return f"{usual_year_name(code)} is not set up"
    return REASONS[desync.reason]


def decision_words(person: Person, *, is_undecided: bool, say: Callable[[date], str] = shown_day) -> str:
    """What is decided about a leaver.

    Args:
        person: The leaver.
        is_undecided: Whether a decision is awaited.
        say: How a date is said.
    """
    match person.access:
        case Access.WITHOUT_ACCESS:
            return "without access"
        case Access.PENDING_DELETION:
            return f"deletion {say(person.deleting_on)}" if person.deleting_on else "deletion"
    if is_undecided:
        return "to decide"
    kept = current_keep(person)
    return f"kept to {say(kept.review_on)}" if kept and kept.review_on else "kept"
