"""Commands that go to a tab or sub-tab."""

from typing import ClassVar, Unpack

from marktui.tui.commands.command import Command, Declared
from marktui.tui.common.tab import Tab


class Go(Command):
    """Go to a tab or sub-tab."""

    TAB: ClassVar[Tab]

    def __init_subclass__(cls, *, tab: Tab, **more: Unpack[Declared]) -> None:
        """Declare a command with the tab it goes to."""
        super().__init_subclass__(**more)
        cls.TAB = tab


class ShowSync(Go, tab=Tab.SYNC, label="School: MIS user sync", keys="S"):
    """Go to School, MIS user sync."""


class ShowLeavers(Go, tab=Tab.LEAVERS, label="School: Leavers", keys="V,v"):
    """Go to School, Leavers: the people who are no longer in the MIS."""


class ShowYearGroups(Go, tab=Tab.YEAR_GROUPS, label="School: Year groups", keys="Y"):
    """Go to School, Year groups."""


class ShowHistory(Go, tab=Tab.HISTORY, label="School: History", keys="H"):
    """Go to School, History: what happened, and what can be undone."""


class ShowTeachers(Go, tab=Tab.TEACHERS, label="Teachers", keys="T"):
    """Go to the Teachers tab."""


class ShowPupils(Go, tab=Tab.PUPILS, label="Pupils", keys="P"):
    """Go to the Pupils tab."""


class ShowClasses(Go, tab=Tab.CLASSES, label="Classes", keys="C"):
    """Go to the Classes tab."""


class ShowNext(Command, label="Next tab", keys="right_square_bracket"):
    """Go to the next tab or sub-tab."""


class ShowPrevious(Command, label="Tab before", keys="left_square_bracket"):
    """Go to the tab or sub-tab before."""


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
