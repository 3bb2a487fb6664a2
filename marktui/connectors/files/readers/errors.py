"""Why a file cannot be read, each in one sentence that names the file."""

from marktui.connectors.errors import ConnectorError, IncompleteError
from marktui.hub.model.next_step import GiveSetting
from marktui.hub.spreadsheet import errors as text_errors


class UnreadableFileError(ConnectorError):
    """A file that is of no format that can be read, or breaks its rules."""

    kind = "unreadable_file"


class ChoiceNeededError(ConnectorError):
    """A file that can be read in several ways: a person has to say which one is right.

    Args:
        option: The option of the connection that says so: `dates`, `column`.
        answers: What it can be; empty where it is anything that the files have.
    """

    kind = "choice_needed"

    def __init__(self, message: str, hint: str, option: str, answers: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint, GiveSetting("files", option))
        self.option = option
        self.answers = answers


def nobody_in(name: str) -> IncompleteError:
    """The failure of a file that should have people and has none."""
    return IncompleteError(f"{name} has nobody in it.", "Export it again.")


def cut_off(name: str, why: str) -> ConnectorError:
    """The failure of a file that ends too early.

    Args:
        why: What shows it, as the rest of a sentence: "its last line ends in the middle of a cell".
    """
    return as_connector_error(text_errors.cut_off(name, why))


def as_connector_error(wrong: text_errors.TextFileError) -> ConnectorError:
    """The failure of a text, as one of what the MIS gave: nothing of it is taken."""
    failure = IncompleteError if wrong.is_cut_off else UnreadableFileError
    return failure(wrong.message, wrong.hint)
