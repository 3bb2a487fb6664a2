"""The tabs of the hub, and the sub-tabs of School."""

from enum import StrEnum


class TopTab(StrEnum):
    """A tab of the hub; the value is its heading."""

    SCHOOL = "School"
    TEACHERS = "Teachers"
    PUPILS = "Pupils"
    CLASSES = "Classes"


class Tab(StrEnum):
    """A tab, or a sub-tab of School; the value is its id on the screen."""

    SYNC = "sync"
    LEAVERS = "leavers"
    YEAR_GROUPS = "year-groups"
    HISTORY = "history"
    TEACHERS = "teachers"
    PUPILS = "pupils"
    CLASSES = "classes"

    @property
    def top_tab(self) -> TopTab:
        """The tab that it is or belongs to."""
        return TopTab(self.value.capitalize()) if self.value.capitalize() in set(TopTab) else TopTab.SCHOOL

    @property
    def heading(self) -> str:
        """The name on the tab or sub-tab."""
        return _HEADINGS.get(self, self.value.capitalize())


_HEADINGS = {Tab.SYNC: "MIS user sync", Tab.YEAR_GROUPS: "Year groups"}

SUB_TABS = (Tab.SYNC, Tab.LEAVERS, Tab.YEAR_GROUPS, Tab.HISTORY)
"""The sub-tabs of School."""
