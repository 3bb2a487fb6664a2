"""The six panels of MIS user sync, in their order, and the page that sums four of them up."""

from enum import StrEnum

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.setup_order import source_kinds
from marktui.wording.kinds import kind_word


class Panel(StrEnum):
    """A panel of MIS user sync; the value is its word on the command line."""

    AUTHORISATION = "authorisation"
    TEACHERS = "teachers"
    YEAR_GROUPS = "year-groups"
    CLASSES = "classes"
    PUPILS = "pupils"
    FINISHED = "finished"
    EVERYTHING = "everything"
    """No panel of its own: where all four kinds are read, summed up and saved together."""

    @property
    def number(self) -> int:
        """The number in the row of tabs, which is also its key."""
        return list(Panel).index(self) + 1

    @property
    def heading(self) -> str:
        """The name in the row of tabs."""
        return self.value.replace("-", " ").capitalize()

    @property
    def brief(self) -> str:
        """The name where there is little room."""
        return _BRIEF.get(self, self.heading)

    @property
    def colour(self) -> str:
        """The hub's colour for what the panel syncs, in the words of the style sheet."""
        return _COLOURS.get(self, "$primary")

    @property
    def kind(self) -> Kind | None:
        """The kind of record that the panel syncs; None where it syncs none, or all."""
        return _KINDS.get(self)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What is read, reviewed and saved in the panel."""
        if self is Panel.EVERYTHING:
            return tuple(Kind)
        return (self.kind,) if self.kind else ()

    def kinds_of(self, hub: Hub | None) -> tuple[Kind, ...]:
        """The same, without what the files lack that a hub is connected to."""
        return tuple(kind for kind in self.kinds if hub is None or kind in source_kinds(hub))


NUMBERED = tuple(panel for panel in Panel if panel is not Panel.EVERYTHING)
"""The six panels in the row of tabs."""


_BRIEF = {Panel.AUTHORISATION: "Authorise", Panel.YEAR_GROUPS: "Years", Panel.FINISHED: "Done"}
_COLOURS = {Panel.TEACHERS: "$teacher", Panel.PUPILS: "$pupil", Panel.CLASSES: "$class"}
_KINDS = {Panel(kind_word(kind)): kind for kind in Kind}


def panel_of(kind: Kind) -> Panel:
    """The panel that syncs a kind."""
    return Panel(kind_word(kind))
