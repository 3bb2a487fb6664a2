"""Commands that are possible everywhere."""

from marktui.tui.commands.command import Command
from marktui.tui.commands.context import Context


class ShowHelp(Command):
    """Show every key that works here, searchable; Enter runs one."""

    LABEL = "Keys and help"
    KEYS = "question_mark,f1"
    FOOTER = "Keys"


class ShowCommands(Command):
    """Search the commands by name."""

    LABEL = "Commands"
    KEYS = "colon,ctrl+p"


class ShowLog(Command):
    """Show what was told since the start, errors with their details."""

    LABEL = "Log"
    KEYS = "L"


class ChooseTheme(Command):
    """Choose another set of colours."""

    LABEL = "Colours"


class SavePicture(Command):
    """Save what is on the screen as an SVG picture in the present folder."""

    LABEL = "Save a picture of the screen"


class Quit(Command):
    """Leave marktui; asks first while a save runs, and stops a reading."""

    LABEL = "Quit"
    KEYS = "q"
    FOOTER = "Quit"

    @classmethod
    def in_footer(cls, at: Context) -> bool:
        """Not where the room is needed."""
        return not at.in_review


GENERAL = (ShowHelp, ShowCommands, ShowLog, ChooseTheme, SavePicture, Quit)
"""In the order of help and palette."""
