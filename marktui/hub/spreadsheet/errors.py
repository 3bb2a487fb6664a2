"""Why a CSV or text file cannot be read, each in one sentence that names the file."""

from marktui.hub.model.errors import UsageError


class TextFileError(UsageError):
    """A file that is no text, breaks the rules of CSV, or ends too early.

    Args:
        is_cut_off: Whether a part of the file seems to be missing.
    """

    def __init__(self, message: str, hint: str = "", *, is_cut_off: bool = False) -> None:
        super().__init__(message, hint)
        self.is_cut_off = is_cut_off


def cut_off(name: str, why: str) -> TextFileError:
    """The failure of a file that ends too early.

    Args:
        why: What shows it, as the rest of a sentence: "its last line ends in the middle of a cell".
    """
    return TextFileError(
        f"{name} is cut off: {why}.", "Export or save it again, and copy the whole file.", is_cut_off=True
    )
