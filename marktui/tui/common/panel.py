"""The six panels of MIS user sync, in their order."""

from enum import StrEnum

from marktui.hub.model.kind import Kind
from marktui.wording.kinds import kind_word


class Panel(StrEnum):
    """A panel of MIS user sync; the value is its word on the command line."""

    AUTHORISATION = "authorisation"
    TEACHERS = "teachers"
    YEAR_GROUPS = "year-groups"
    CLASSES = "classes"
    PUPILS = "pupils"
    FINISHED = "finished"

    @property
    def number(self) -> int:
        """The number in the row of tabs, which is also its key."""
        return list(Panel).index(self) + 1

    @property
    def heading(self) -> str:
        """The name in the row of tabs."""
        return self.value.replace("-", " ").capitalize()

    @property
    def kind(self) -> Kind | None:
        """The kind of record that the panel syncs; None for the first and the last panel."""
        return next((kind for kind in Kind if kind_word(kind) == self.value), None)


def panel_of(kind: Kind) -> Panel:
    """The panel that syncs a kind."""
    return Panel(kind_word(kind))
