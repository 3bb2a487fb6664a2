"""Birth dates that can be right."""

from datetime import date

from marktui.connectors.mis import Oddity
from marktui.hub.people.birth_date import is_possible


def known_birth(born: date | None, today: date) -> tuple[date | None, tuple[Oddity, ...]]:
    """A birth date, and what is odd about it; none where nobody at school can be born then."""
    if born is not None and not is_possible(born, today):
        return None, (Oddity.BIRTH_DATE,)
    return born, ()
