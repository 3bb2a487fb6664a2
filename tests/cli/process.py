"""The program as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from patience import PATIENCE

from .result import Said

PROGRAM = (sys.executable, "-m", "marktui")


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    """The environment without anything that concerns marktui, and with a home of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MARKTUI_")}
    return (
        kept
        | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config")}
        | more
    )


@contextmanager
def set_environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Have variables in the environment of this process for a while."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def start(*words: str, home: Path, **more: str) -> subprocess.Popen[str]:
    """Start the program without a terminal; its output is to be read."""
    return subprocess.Popen(
        [*PROGRAM, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment(home, **more),
    )


def finish(process: subprocess.Popen[str], patience: float = PATIENCE) -> Said:
    """Wait for the end of a process, and end it where it does not come."""
    try:
        out, err = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return Said(process.returncode, out, err)


def shell(line: str, home: Path, **more: str) -> Said:
    """Run a line of shell, in which `$marktui` stands for the program."""
    run = subprocess.run(
        ["/bin/sh", "-c", line],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env=clean_environment(home, marktui=" ".join(PROGRAM), **more),
    )
    return Said(run.returncode, run.stdout, run.stderr)
