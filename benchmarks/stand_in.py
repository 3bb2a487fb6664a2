"""The stand-in MIS as a process of its own: in one with what is measured, it would be measured too."""

import json
import subprocess
import sys
import urllib.request
from types import TracebackType
from typing import Any


class StandIn:
    """Serves a school from the beginning of a `with` to its end.

    Args:
        pupils: How many are on roll.
    """

    def __init__(self, pupils: int) -> None:
        options = ("sandbox", "--json", "--port", "0", "--pupils", str(pupils))
        command = (sys.executable, "-m", "marktui", *options)
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
        self.address = ""
        self.environment: dict[str, str] = {}

    def __enter__(self) -> "StandIn":
        assert self._process.stdout  # noqa: S101 - it was started with a pipe
        said = json.loads(self._process.stdout.readline())
        self.address, self.environment = said["address"], said["env"]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.communicate()

    def move(self, **wanted: Any) -> None:
        """Go to another step, or be another distance away."""
        request = urllib.request.Request(  # noqa: S310 - on this machine
            f"{self.address}/_sandbox",
            json.dumps(wanted).encode(),
            {"content-type": "application/json"},
            method="POST",
        )
        with urllib.request.urlopen(request):  # noqa: S310 - as above
            pass
