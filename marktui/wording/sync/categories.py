"""What a line of the review is about."""

from marktui.sync.review.categories import Category

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
