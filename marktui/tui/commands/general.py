"""Commands that are possible everywhere."""

from marktui.tui.commands.command import Command, Rank
from marktui.tui.commands.needs import nothing_running


class ShowHelp(Command, label="Keys and help", keys="question_mark,f1", footer="Keys", rank=Rank.HELP):
    """Show every key that works here, searchable; Enter runs one."""


class ShowCommands(Command, label="Find a person, class or command", keys="colon,ctrl+p"):
    """Find a teacher, pupil, class, year group or command by name."""


class ShowLog(Command, label="Log", keys="L", other_words="messages errors warnings"):
    """Show the messages since the start, errors with their details."""


class ChooseTheme(Command, label="Theme: choose the colours", other_words="dark light contrast"):
    """Choose other colours: dark, light, high contrast, and more. The choice is kept for next time."""


class ShowSettings(Command, label="Settings", other_words="config keys dates proxy start hubs"):
    """Show the settings in force, where each comes from, and which file they are kept in."""


class SavePicture(Command, label="Save a picture of the screen"):
    """Save what is on the screen as an SVG picture in the present folder."""


class LetSeptemberCome(
    Command,
    label="Demo: let September come",
    other_words="rollover new school year demo",
    where=lambda at: at.is_demo,
    needs=(nothing_running,),
):
    """Move the demo's school on to its next school year: the next reading is a rollover."""


class Quit(
    Command, label="Quit", keys="q", footer="Quit", rank=Rank.LEAVE, footer_when=lambda at: not at.in_review
):
    """Leave marktui; asks first while a save runs or where decisions are not saved, and stops a reading."""


GENERAL = (
    ShowHelp,
    ShowCommands,
    ShowLog,
    ChooseTheme,
    ShowSettings,
    SavePicture,
    LetSeptemberCome,
    Quit,
)
"""In the order of help and palette."""
