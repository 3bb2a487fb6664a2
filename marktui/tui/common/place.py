"""Where in the hub one can be: the tabs, and the sub-tabs of School."""

from enum import StrEnum


class Tab(StrEnum):
    """A tab of the hub; the value is its heading."""

    SCHOOL = "School"
    TEACHERS = "Teachers"
    PUPILS = "Pupils"
    CLASSES = "Classes"


class Place(StrEnum):
    """A tab, or a sub-tab of School; the value is its id on the screen."""

    SYNC = "sync"
    LEAVERS = "leavers"
    YEAR_GROUPS = "year-groups"
    HISTORY = "history"
    TEACHERS = "teachers"
    PUPILS = "pupils"
    CLASSES = "classes"

    @property
    def tab(self) -> Tab:
        """The tab that the place belongs to."""
        return Tab(self.value.capitalize()) if self.value.capitalize() in set(Tab) else Tab.SCHOOL

    @property
    def heading(self) -> str:
        """The name on the tab or sub-tab."""
        return _HEADINGS.get(self, self.value.capitalize())


_HEADINGS = {Place.SYNC: "MIS user sync", Place.YEAR_GROUPS: "Year groups"}

SUB_TABS = (Place.SYNC, Place.LEAVERS, Place.YEAR_GROUPS, Place.HISTORY)
"""What lies under School."""
