"""How it is said that a plan is that of a new school year."""

from marktui.hub.model.record import usual_year_name
from marktui.sync.review.new_school_year import NewSchoolYear


def new_school_year_words(year: NewSchoolYear) -> str:
    """What it does to the pupils: `New school year: 347 move up, 64 left Year 6, 65 new.`."""
    parts = [f"{year.move_up:,} move up"]
    if year.left_year is not None:
        parts.append(f"{year.left:,} left {usual_year_name(year.left_year)}")
    if year.left_others:
        parts.append(f"{year.left_others:,} left {'other years' if year.left_year else 'the school'}")
    if year.new:
        parts.append(f"{year.new:,} new")
    return f"New school year: {', '.join(parts)}."
