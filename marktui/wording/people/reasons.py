"""Why somebody or something is de-synced, and what a line of the review is about."""

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Pupil, Reason, Record, Status, usual_year_name
from marktui.sync.review.categories import Category
from marktui.wording.dates import shown_day

REASONS = {
    Reason.LEFT: "left",
    Reason.GONE: "no longer in the MIS",
    Reason.OUT_OF_RANGE: "in a year group that is not set up",
}
"""Why people are de-synced, in general."""
SHORT_REASONS = {Reason.LEFT: "left", Reason.GONE: "gone", Reason.OUT_OF_RANGE: "out of range"}
"""The same in a narrow column."""
CATEGORIES = {
    Category.MAY_MATCH: "May match",
    Category.CLASH: "Clash",
    Category.INVALID: "Invalid",
    Category.NOT_MATCHED: "Not matched",
    Category.KEPT: "Kept",
    Category.NEW: "New",
    Category.RETURNED: "Returned",
    Category.PROMOTION: "Promotion",
    Category.CLASS_MOVE: "Moved class",
    Category.CHANGED: "Changed",
    Category.LEFT: "Left",
    Category.GONE: "Gone",
    Category.OUT_OF_RANGE: "Out of range",
    Category.MATCHED: "Matched",
    Category.SAME: "No change",
    Category.DESYNCED: "Desynced before",
}
"""The names of the groups of a review."""


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
