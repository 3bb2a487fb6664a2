"""Commands that open one of the six panels."""

from typing import ClassVar

from marktui.tui.commands.command import Command
from marktui.tui.panel import Panel


class OpenPanel(Command):
    """Open a panel of MIS user sync."""

    PANEL: ClassVar[Panel]


class OpenAuthorisation(OpenPanel):
    """Open panel 1: connect the hub to the MIS, or disconnect it."""

    LABEL = "Panel 1: Authorisation"
    KEYS = "1"
    PANEL = Panel.AUTHORISATION


class OpenTeachers(OpenPanel):
    """Open panel 2: sync teachers."""

    LABEL = "Panel 2: Teachers"
    KEYS = "2"
    PANEL = Panel.TEACHERS


class OpenYearGroups(OpenPanel):
    """Open panel 3: sync year groups."""

    LABEL = "Panel 3: Year groups"
    KEYS = "3"
    PANEL = Panel.YEAR_GROUPS


class OpenClasses(OpenPanel):
    """Open panel 4: sync classes."""

    LABEL = "Panel 4: Classes"
    KEYS = "4"
    PANEL = Panel.CLASSES


class OpenPupils(OpenPanel):
    """Open panel 5: sync pupils."""

    LABEL = "Panel 5: Pupils"
    KEYS = "5"
    PANEL = Panel.PUPILS


class OpenFinished(OpenPanel):
    """Open panel 6: what the last syncs did and what waits for a person."""

    LABEL = "Panel 6: Finished"
    KEYS = "6"
    PANEL = Panel.FINISHED


OPEN = (OpenAuthorisation, OpenTeachers, OpenYearGroups, OpenClasses, OpenPupils, OpenFinished)
"""In the order of the panels."""
