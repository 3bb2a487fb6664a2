"""The command line: the headless twin of every job."""

import sys


def main() -> int:
    """Run `marktui` with the arguments of the process.

    Returns:
        The exit code.
    """
    from marktui.cli.guard import guard_process
    from marktui.cli.program import run

    guard_process()
    return run(sys.argv[1:])
