"""What a field held before and after a change, as a person reads it."""

from marktui.wording.drawing.glyphs import ASCII
from marktui.wording.sync.history import fields_words


def test_values_are_said_as_everywhere_else() -> None:
    fields = {
        "date_of_birth": ("2014-03-02", "2014-02-03"),
        "review_on": (None, "2027-08-31"),
        "status": ("synced", "desynced"),
        "class": ("4A", None),
    }
    assert list(fields_words(fields, ASCII)) == [
        "born: 2 Mar 2014 -> 3 Feb 2014",
        "review on: - -> 31 Aug 2027",
        "status: synced -> de-synced",
        "class: 4A -> -",
    ]
