"""Commands of MIS user sync: read, stop, save, connect."""

from typing import ClassVar

from marktui.hub.model.kind import Kind
from marktui.hub.model.setup import why_closed
from marktui.tui.commands.command import Command
from marktui.tui.commands.context import Context, Stage
from marktui.tui.common.panel import Panel
from marktui.tui.common.tab import Tab, TopTab
from marktui.tui.connect.commands import BUSY, Authorise, AuthoriseInBrowser, Deauthorise, StartSync
from marktui.tui.review.commands import PutAside


class SyncPupils(Command):
    """Read the pupils from the MIS for a re-sync and show what would change; nothing is saved yet."""

    LABEL = "Re-sync pupils"
    KEYS = "p"
    FOOTER = "Re-sync pupils"

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only under School."""
        return at.tab.top_tab is TopTab.SCHOOL

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Where it is the next thing to do."""
        busy = at.in_sync and at.stage is not Stage.INTRODUCTION
        return (
            not busy and at.tab not in (Tab.LEAVERS, Tab.YEAR_GROUPS, Tab.HISTORY) and cls.why_not(at) is None
        )

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not without a hub, a connection, the earlier steps, or the right account."""
        if at.hub is None:
            return "The hub is still being opened."
        return at.refusal or why_closed(at.hub, Kind.PUPIL) or (BUSY if at.working else None)


class Read(Command):
    """Read this panel's list from the MIS and show what would change; nothing is saved yet."""

    LABEL = "Read from the MIS"
    KEYS = "r"
    FOOTER = "Read"

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in a panel that syncs something."""
        return at.in_sync and at.panel.kind is not None and at.stage is not Stage.SAVING

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Where it is the next thing to do; at first `p` is shown already for pupils."""
        is_next = at.is_outdated or (at.stage is Stage.INTRODUCTION and at.panel is not Panel.PUPILS)
        return is_next and cls.why_not(at) is None

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not while the panel is closed or other work runs."""
        return at.refusal or at.closed or (BUSY if at.working else None)


class Stop(Command):
    """Ask the reading to stop. Nothing has been changed by it."""

    LABEL = "Stop reading"
    KEYS = "escape"
    FOOTER = "Stop"

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only where something is being read or saved."""
        return at.in_sync and at.working is not None and at.working is at.panel.kind

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """A save is one short commit: it cannot be stopped half-way."""
        return "A save cannot be stopped half-way; it takes a moment." if at.saving else None


class Save(Command):
    """Save and sync what the review shows, in one commit."""

    LABEL = "Save and sync"
    KEYS = "s"
    FOOTER = "Save and sync"
    DANGEROUS = True

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in a panel that syncs something."""
        return at.in_sync and at.panel.kind is not None

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Where there is something to save."""
        return cls.why_not(at) is None

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not before something was read."""
        if at.refusal or at.closed:
            return at.refusal or at.closed
        if at.saving:
            return "It is being saved already."
        if at.working:
            return "Wait until the reading is complete; then s saves it."
        return None if at.stage is Stage.REVIEW else "There is nothing to save yet: read first, with r."


class LimitPupils(Command):
    """Limit the sync of pupils to some year groups or classes, or take the limit away."""

    LABEL = "Limit to year groups or classes"
    KEYS = "l"
    FOOTER = "Limit"

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only for pupils, before reading and in the review."""
        stages = (Stage.INTRODUCTION, Stage.REVIEW)
        return at.in_sync and at.panel is Panel.PUPILS and at.stage in stages

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Before reading; in a review there are more urgent keys."""
        return at.stage is Stage.INTRODUCTION and cls.why_not(at) is None

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not while the panel is closed."""
        return at.refusal or at.closed


class ShowRemembered(Command):
    """Show what every sync remembers: what was un-ticked, unmatched or not set up; forget one."""

    LABEL = "Remembered choices"
    KEYS = "R"

    @classmethod
    def offered(cls, at: Context) -> bool:
        """Only in MIS user sync."""
        return at.in_sync

    @classmethod
    def why_not(cls, at: Context) -> str | None:
        """Not before the hub is there."""
        return "The hub is still being opened." if at.hub is None else None


SYNC = (
    Save,
    SyncPupils,
    Read,
    Stop,
    PutAside,
    LimitPupils,
    ShowRemembered,
    Authorise,
    AuthoriseInBrowser,
    StartSync,
    Deauthorise,
)
"""In the order of help and palette."""


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
