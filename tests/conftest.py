"""What every test starts from, whatever the shell it is run in: a UTF-8 locale, and nobody's own settings."""

import os

_OWN = ("LC_ALL", "LC_CTYPE", "NO_COLOR", "COLUMNS", "LINES", "COLORTERM")

for _name in [name for name in os.environ if name in _OWN or name.startswith(("MARKTUI_", "TEXTUAL"))]:
    if _name != "MARKTUI_PICTURES":
        del os.environ[_name]
os.environ["LANG"] = "C.UTF-8"
