"""Ends a program of Textual when it draws a text: `python -m benchmarks.first_paint TEXT FILE [ARGUMENTS]`.

It writes the names of all modules that have been imported by then into the file. The program is marktui with
these arguments; with `smallest` alone it is the smallest that there can be.
"""

import os
import sys
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any

_DRIVER = "marktui.tui.terminal.driver"


def _end_at(text: str, file: str, driver: Any) -> None:
    """Have a driver end the process when it is about to write a text."""
    write = driver.write

    def watched(self: object, data: str) -> None:
        if text in data:
            with open(file, "w") as names:  # noqa: PTH123 - pathlib would be one more module
                names.write("\n".join(sys.modules))
            os._exit(0)
        write(self, data)

    driver.write = watched


class _AtImport:
    """Finds the driver of marktui, and changes it once it is imported, as late as marktui imports it."""

    def __init__(self, text: str, file: str) -> None:
        self._text, self._file = text, file

    def find_spec(self, name: str, path: Any, target: ModuleType | None = None) -> Any:
        """The module as Python finds it."""
        if name != _DRIVER:
            return None
        spec = PathFinder.find_spec(name, path, target)
        loader: Any = spec.loader if spec else None
        execute = loader.exec_module

        def execute_and_change(module: Any) -> None:
            execute(module)
            _end_at(self._text, self._file, module.TerminalDriver)

        loader.exec_module = execute_and_change
        return spec


def _run_smallest(text: str, file: str) -> None:
    from textual.app import App, ComposeResult
    from textual.drivers.linux_driver import LinuxDriver
    from textual.widgets import Static

    class Smallest(App[None]):
        def compose(self) -> ComposeResult:
            yield Static(text)

    _end_at(text, file, LinuxDriver)
    Smallest().run()


def main(text: str, file: str, *arguments: str) -> None:
    """Run the program that the arguments mean."""
    if arguments == ("smallest",):
        _run_smallest(text, file)
        return
    sys.meta_path.insert(0, _AtImport(text, file))
    sys.argv = ["marktui", *arguments]
    from marktui.cli import main as marktui

    marktui()


if __name__ == "__main__":
    main(*sys.argv[1:])
