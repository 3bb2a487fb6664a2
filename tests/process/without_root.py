"""The program run by somebody whom permissions bind, which they do not bind root."""

import os
import shutil
import subprocess

import pytest
from cli.process import PROGRAM, clean_environment, finish
from cli.result import Said
from cli.school import School

_WITHOUT = "-dac_override,-dac_read_search"
_UNROOTED = ("setpriv", f"--bounding-set={_WITHOUT}", f"--inh-caps={_WITHOUT}")


def binding() -> tuple[str, ...]:
    """What to put before a command so that permissions bind it; without it the test is skipped."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("these tests run as root, and there is no setpriv to take its powers away")
    if subprocess.run([*_UNROOTED, "true"], capture_output=True, check=False).returncode:
        pytest.skip("these tests run as root, whose powers cannot be taken away here")
    return _UNROOTED


def start_bound(school: School, *words: str) -> subprocess.Popen[str]:
    """Start the program where permissions bind it."""
    return subprocess.Popen(
        [*binding(), *PROGRAM, "--hub", str(school.folder), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment(school.folder.parent),
    )


def call_bound(school: School, *words: str) -> Said:
    """Call the program where permissions bind it."""
    return finish(start_bound(school, *words))
