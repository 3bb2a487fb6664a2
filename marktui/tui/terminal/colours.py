"""What is drawn, without the colours that hold already: a slow line takes every byte."""

import re

_COLOURS = re.compile(r"\x1b\[([\d;]*)m")
_JUMPS = re.compile(r"(?:\x1b\[[\d;]*H|\n)*")
_NONE = ("", "0")


def without_repeats(drawn: str) -> str:
    """The same drawing in fewer bytes.

    Textual sets the colours of each piece of text and resets them after it, though the next piece mostly has
    the same. Here they are set where they change, and reset at the end.
    """
    first, *rest = _COLOURS.split(drawn)
    written, held, wanted = [first], "", ""
    for colours, text in zip(rest[::2], rest[1::2], strict=True):
        if colours in _NONE or colours.startswith("0;"):
            wanted = colours[2:]
        else:
            wanted = f"{wanted};{colours}" if wanted else colours
        if wanted != held and not _JUMPS.fullmatch(text):
            written.append(_change(held, wanted))
            held = wanted
        written.append(text)
    if held:
        written.append(_change(held, ""))
    return "".join(written)


def _change(before: str, after: str) -> str:
    """What takes the terminal from some colours to others."""
    if not before:
        return f"\x1b[{after}m"
    if after.endswith(f";{before}"):
        return f"\x1b[{after.removesuffix(f';{before}')}m"
    return f"\x1b[0;{after}m" if after else "\x1b[0m"
