"""The command line: the headless twin of every job."""

import signal
import sys


def main() -> int:
    """Run `marktui` with the arguments of the process.

    Returns:
        The exit code.
    """
    from marktui.cli.guard import guard_process
    from marktui.cli.program import run

    guard_process()
    code = run(sys.argv[1:])
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # What was done is done and told: a signal while Python ends must not make another exit code of it.
        signal.signal(number, signal.SIG_IGN)
    return code
