"""What a grade means: the year group itself, or the grade of the United States (docs/files.md, Grades).

`5` is Year 5 where a supplier of the United Kingdom writes it, and Year 6 where one of the United States
does. The number does not show which, so a person can say it; until then birth dates decide.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from msgspec import Struct

from marktui.connectors.files.readers.choices import ANSWERS, Setting
from marktui.connectors.files.readers.errors import ChoiceNeededError
from marktui.connectors.year_codes import year_code
from marktui.hub.model.record import YEAR_CODES, usual_year_name
from marktui.hub.people.school_year import year_by_age

UK, US = ANSWERS[Setting.GRADES]
_BEFORE_GRADE_1 = {"PR": "N1", "PK": "N2", "TK": "R", "KG": "1", "K": "1"}
_US_WORDS = frozenset({"IT", "PR", "PK", "TK", "KG"})
_ENOUGH = 5
"""With so many birth dates that fit one meaning, it is the right one."""


class Grades(Struct, frozen=True):
    """What the grades of one package mean."""

    scale: str
    """`uk` or `us`."""
    message: str = ""
    """What a person should know, as a sentence."""

    def year(self, grade: str) -> tuple[str | None, str | None]:
        """The name and the code of the year group of a grade; no code where it is none."""
        if not grade:
            return None, None
        code = year_of(grade, self.scale)
        return (usual_year_name(code) if code else grade), code


@lru_cache(maxsize=512)
def year_of(grade: str, scale: str) -> str | None:
    """The code of a grade's year group; None where it has none."""
    if scale == UK:
        return year_code(grade)
    plain = grade.upper().lstrip("0")
    if plain in _BEFORE_GRADE_1:
        return _BEFORE_GRADE_1[plain]
    if plain.isascii() and plain.isdigit() and plain in YEAR_CODES:
        later = str(int(plain) + 1)
        return later if later in YEAR_CODES else None
    return None


def grades_of(people: Iterable[tuple[str, date | None]], said: str, began: int) -> Grades:
    """What the grades of pupils mean.

    Args:
        people: The grade and the birth date of each pupil.
        said: What a person has said: `uk`, `us`, or nothing.
        began: The calendar year in which the present school year began.

    Raises:
        ChoiceNeededError: There are grades of the United States, and nothing says what the numbers mean.
    """
    if said:
        return Grades(said)
    fits = {UK: 0, US: 0}
    words: set[str] = set()
    numbers = 0
    for grade, born in people:
        is_number = grade.isdigit()
        numbers += is_number
        if grade.upper() in _US_WORDS:
            words.add(grade)
        by_age = year_by_age(born, began) if born is not None and is_number else None
        if by_age is not None:
            for scale in fits:
                fits[scale] += year_of(grade, scale) == by_age
    return _decided(fits, words, numbers)


def _decided(fits: Mapping[str, int], words: set[str], numbers: int) -> Grades:
    best = max(fits, key=lambda scale: fits[scale])
    other = US if best == UK else UK
    if fits[best] >= _ENOUGH and fits[best] > 2 * fits[other]:
        return Grades(best, _meaning(best, "as the birth dates show"))
    if words:
        raise ChoiceNeededError(
            "The files have grades of the United States, such as KG; what the numbers mean is not certain.",
            "Say whether grade 5 is Year 5 or Year 6.",
            Setting.GRADES,
            (UK, US),
        )
    return Grades(UK, _meaning(UK, "since nothing says otherwise") if numbers else "")


def _meaning(scale: str, why: str) -> str:
    return f"Grade 5 was taken as Year {'5' if scale == UK else '6'}, {why}."
