"""The machine and the terminal that marktui runs on, for a report for support."""

import locale
import os
import platform
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata
from typing import Any

from marktui import __version__
from marktui.cli.terminal.streams import is_terminal

_SHOWN = ("TERM", "COLORTERM", "LANG", "LC_ALL", "LC_CTYPE", "COLUMNS", "LINES", "PYTHONUTF8")
"""Variables whose values are in the report."""
_NAMED_ONLY = (
    "NO_COLOR", "TMUX", "STY", "SSH_CONNECTION", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTPS_PROXY",
    "https_proxy", "ALL_PROXY", "PYTHON_KEYRING_BACKEND", "XDG_DATA_HOME",
)  # fmt: skip
"""Variables of which the report says only that they are set."""
_WORD = re.compile(r"[A-Za-z0-9._:@-]{1,60}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9._-]+", re.ASCII)


def machine() -> dict[str, Any]:
    """Versions, system, terminal and settings; nothing names a person, a machine or a school."""
    return {
        "marktui": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "libc": " ".join(platform.libc_ver()),
        "libraries": dict(sorted(_libraries())),
        "encoding": locale.getpreferredencoding(do_setlocale=False),
        "is_root": os.geteuid() == 0,
        "umask": f"{_umask():03o}",
        "terminal": {
            name: is_terminal(stream)
            for name, stream in (("input", sys.stdin), ("output", sys.stdout), ("errors", sys.stderr))
        }
        | {"size": list(shutil.get_terminal_size())},
        "variables": {name: value for name in _SHOWN if (value := _word(os.environ.get(name)))},
        "set": sorted(name for name in os.environ if name in _NAMED_ONLY or name.startswith("MARKTUI_")),
    }


def _libraries() -> Iterator[tuple[str, str]]:
    for requirement in metadata.requires("marktui") or ():
        named = _NAME.match(requirement)
        with suppress(metadata.PackageNotFoundError):
            if named:
                yield named[0], metadata.version(named[0])


def _word(value: str | None) -> str | None:
    return value if value is None or _WORD.fullmatch(value) else "(odd)"


def _umask() -> int:
    former = os.umask(stat.S_IRWXG | stat.S_IRWXO)
    os.umask(former)
    return former
