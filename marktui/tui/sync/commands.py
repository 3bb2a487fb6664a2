"""Commands of MIS user sync: read, stop, save, and open a panel."""

from typing import ClassVar

from marktui.hub.accounts.permissions import Permission
from marktui.hub.model.kind import Kind
from marktui.hub.model.setup_order import why_closed
from marktui.tui.commands.command import Command, Rank
from marktui.tui.commands.context import Context, Stage
from marktui.tui.commands.needs import connected, nothing_running, open_hub, open_panel, permission
from marktui.tui.common.panel import Panel
from marktui.tui.common.tab import Tab, TopTab
from marktui.tui.common.text.keys import key_of
from marktui.tui.connect.commands import (
    Authorise,
    AuthoriseInBrowser,
    ConnectToFiles,
    CorrectHeadings,
    Deauthorise,
    StartSync,
)
from marktui.tui.review.commands import BackToSummary, Discard

_MAY_SYNC = permission(Permission.SYNC)


def _in_work_panel(at: Context) -> bool:
    """Where something is read and saved."""
    return at.in_sync and bool(at.panel.kinds)


def _is_at_work_here(at: Context) -> bool:
    """What the open panel is for is being read or saved, perhaps with more."""
    return _in_work_panel(at) and set(at.panel.kinds_of(at.hub)) <= set(at.working)


def _is_next_to_sync_pupils(at: Context) -> bool:
    busy = at.in_sync and at.stage is not Stage.INTRODUCTION
    return not busy and at.tab not in (Tab.LEAVERS, Tab.YEAR_GROUPS, Tab.HISTORY)


def _is_next_to_read(at: Context) -> bool:
    """It is the next thing to do; before the first reading of pupils, the footer shows `p` already."""
    return at.is_outdated or (at.stage is Stage.INTRODUCTION and at.panel is not Panel.PUPILS)


def _is_next_to_read_everything(at: Context) -> bool:
    """Before anything has been read; in the footer of a list there are more urgent keys."""
    return at.in_sync and at.stage is Stage.INTRODUCTION and at.panel is not Panel.EVERYTHING


def _is_at_rest(at: Context) -> bool:
    """Where it is looked at what the syncs have come to, or nothing has been read yet."""
    is_before = at.panel is Panel.PUPILS and at.stage is Stage.INTRODUCTION
    return at.in_sync and (at.panel is Panel.FINISHED or is_before)


def _nothing_else_running(at: Context) -> str | None:
    """Nothing is being read or saved, or it is everything that is: then that is shown."""
    return None if set(at.working) >= set(Panel.EVERYTHING.kinds_of(at.hub)) else nothing_running(at)


def _earlier_steps(at: Context) -> str | None:
    """The connection and the year groups and classes are there, which come before the pupils."""
    return why_closed(at.hub, Kind.PUPIL) if at.hub else None


def _something_to_save(at: Context) -> str | None:
    if at.saving:
        return "It is being saved already."
    if at.working:
        return f"Wait until the reading is complete; then {key_of('save', 's')} saves it."
    return None if at.stage is Stage.REVIEW else "There is nothing to save yet: read first, with r."


def _no_save(at: Context) -> str | None:
    """A save is one short commit: it cannot be stopped half-way."""
    return "A save cannot be stopped half-way; it takes a moment." if at.saving else None


class SyncPupils(
    Command,
    label="Re-sync pupils",
    keys="p",
    footer="Re-sync pupils",
    rank=Rank.ACT,
    where=lambda at: at.tab.top_tab is TopTab.SCHOOL,
    needs=(open_hub, _MAY_SYNC, _earlier_steps, nothing_running),
    footer_when=_is_next_to_sync_pupils,
):
    """Read the pupils from the MIS for a re-sync and show what would change; nothing is saved yet."""


class ReadEverything(
    Command,
    label="Read everything",
    keys="R",
    footer="Read everything",
    rank=Rank.ACT,
    where=lambda at: at.tab.top_tab is TopTab.SCHOOL,
    needs=(open_hub, _MAY_SYNC, connected, _nothing_else_running),
    footer_when=_is_next_to_read_everything,
):
    """Read teachers, year groups, classes and pupils in one go and sum up what would change; s saves all."""


class Read(
    Command,
    label="Read from the MIS",
    keys="r",
    footer="Read",
    rank=Rank.ACT,
    where=lambda at: _in_work_panel(at) and at.stage is not Stage.SAVING,
    needs=(_MAY_SYNC, open_panel, nothing_running),
    footer_when=_is_next_to_read,
):
    """Read what this panel shows from the MIS and show what would change; nothing is saved yet."""


class Stop(
    Command,
    label="Stop reading",
    keys="escape",
    footer="Stop",
    rank=Rank.LEAVE,
    where=_is_at_work_here,
    needs=(_no_save,),
    dims=True,
):
    """Ask the reading to stop. Nothing has been changed by it."""


class Save(
    Command,
    label="Save and sync",
    keys="s",
    footer="Save and sync",
    rank=Rank.ACT,
    dangerous=True,
    where=lambda at: _in_work_panel(at) and not at.together,
    needs=(_MAY_SYNC, open_panel, _something_to_save),
):
    """Save and sync what the review shows, in one commit."""


class SaveEverything(
    Command,
    label="Save everything",
    keys="s",
    footer="Save everything",
    rank=Rank.ACT,
    dangerous=True,
    where=lambda at: _in_work_panel(at) and at.together,
    needs=(_MAY_SYNC, open_panel, _something_to_save),
):
    """Save and sync all that was read, with what was decided in each panel, in one commit."""


class LimitPupils(
    Command,
    label="Limit to year groups or classes",
    keys="l",
    footer="Limit",
    where=lambda at: (
        at.in_sync and at.panel is Panel.PUPILS and at.stage in (Stage.INTRODUCTION, Stage.REVIEW)
    ),
    needs=(_MAY_SYNC, open_panel),
    # In a review there are more urgent keys.
    footer_when=lambda at: at.stage is Stage.INTRODUCTION,
):
    """Limit the sync of pupils to some year groups or classes, or take the limit away."""


class ShowRemembered(
    Command, label="Remembered choices", keys="M", where=lambda at: at.in_sync, needs=(open_hub,)
):
    """Show what every sync remembers: what was un-ticked, unmatched or not set up; forget one."""


class ExportForWebHub(
    Command,
    label="Files: export for the web hub",
    keys="W",
    footer="Export",
    other_words="csv template upload import write",
    dangerous=True,
    needs=(open_hub, permission(Permission.EXCHANGE)),
    footer_when=_is_at_rest,
):
    """Fill the web hub's template with what has changed, and list whose access is to be revoked there."""


class ImportFromWebHub(
    Command,
    label="Files: import from the web hub",
    keys="I",
    footer="Import",
    other_words="csv export user id read",
    dangerous=True,
    needs=(open_hub, permission(Permission.EXCHANGE)),
    footer_when=_is_at_rest,
):
    """Take pupils from the web hub's Export CSV: new ones are added, each keeps their User ID."""


SYNC = (
    Save,
    SaveEverything,
    SyncPupils,
    Read,
    ReadEverything,
    Stop,
    BackToSummary,
    Discard,
    LimitPupils,
    ShowRemembered,
    ExportForWebHub,
    ImportFromWebHub,
    ConnectToFiles,
    Authorise,
    AuthoriseInBrowser,
    CorrectHeadings,
    StartSync,
    Deauthorise,
)
"""In the order of help and palette."""


class OpenPanel(Command):
    """Open a panel of MIS user sync."""

    PANEL: ClassVar[Panel]

    def __init_subclass__(cls, *, panel: Panel) -> None:
        """Declare a command with the panel it opens."""
        super().__init_subclass__(label=f"Panel {panel.number}: {panel.heading}", keys=str(panel.number))
        cls.PANEL = panel


class OpenAuthorisation(OpenPanel, panel=Panel.AUTHORISATION):
    """Open panel 1: connect the hub to the MIS, or disconnect it."""


class OpenTeachers(OpenPanel, panel=Panel.TEACHERS):
    """Open panel 2: sync teachers."""


class OpenYearGroups(OpenPanel, panel=Panel.YEAR_GROUPS):
    """Open panel 3: sync year groups."""


class OpenClasses(OpenPanel, panel=Panel.CLASSES):
    """Open panel 4: sync classes."""


class OpenPupils(OpenPanel, panel=Panel.PUPILS):
    """Open panel 5: sync pupils."""


class OpenFinished(OpenPanel, panel=Panel.FINISHED):
    """Open panel 6: what the last syncs did and what waits for a person."""


OPEN = (OpenAuthorisation, OpenTeachers, OpenYearGroups, OpenClasses, OpenPupils, OpenFinished)
"""In the order of the panels."""
