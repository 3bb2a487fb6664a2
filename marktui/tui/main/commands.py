"""Commands that go to a tab or sub-tab."""

from typing import ClassVar

from marktui.tui.commands.command import Command
from marktui.tui.common.tab import Tab


class Go(Command):
    """Go to a tab or sub-tab."""

    TAB: ClassVar[Tab]


class ShowSync(Go):
    """Go to School, MIS user sync."""

    LABEL = "School: MIS user sync"
    KEYS = "S"
    TAB = Tab.SYNC


class ShowLeavers(Go):
    """Go to School, Leavers: the people whom the MIS no longer has."""

    LABEL = "School: Leavers"
    KEYS = "V,v"
    TAB = Tab.LEAVERS


class ShowYearGroups(Go):
    """Go to School, Year groups."""

    LABEL = "School: Year groups"
    KEYS = "Y"
    TAB = Tab.YEAR_GROUPS


class ShowHistory(Go):
    """Go to School, History: what happened, and what can be undone."""

    LABEL = "School: History"
    KEYS = "H"
    TAB = Tab.HISTORY


class ShowTeachers(Go):
    """Go to the Teachers tab."""

    LABEL = "Teachers"
    KEYS = "T"
    TAB = Tab.TEACHERS


class ShowPupils(Go):
    """Go to the Pupils tab."""

    LABEL = "Pupils"
    KEYS = "P"
    TAB = Tab.PUPILS


class ShowClasses(Go):
    """Go to the Classes tab."""

    LABEL = "Classes"
    KEYS = "C"
    TAB = Tab.CLASSES


class ShowNext(Command):
    """Go to the next tab or sub-tab."""

    LABEL = "Next tab"
    KEYS = "right_square_bracket"


class ShowPrevious(Command):
    """Go to the tab or sub-tab before."""

    LABEL = "Tab before"
    KEYS = "left_square_bracket"


GO = (
    ShowSync,
    ShowLeavers,
    ShowYearGroups,
    ShowHistory,
    ShowTeachers,
    ShowPupils,
    ShowClasses,
    ShowNext,
    ShowPrevious,
)
"""In the order of help and palette."""
