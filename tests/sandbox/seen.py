"""A register of what must be seen while a fault is on, and two ways of looking."""

from collections.abc import Callable
from typing import Generic, TypeVar

import httpx

from marktui.sandbox.server import Sandbox

from .reading import Row, read_all

Client = TypeVar("Client")


class Checks(dict[str, Callable[[Client, Sandbox], object]], Generic[Client]):
    """Checks by the name of their fault; the client is that of their dialect."""

    def on(
        self, name: str
    ) -> Callable[[Callable[[Client, Sandbox], object]], Callable[[Client, Sandbox], object]]:
        """Keep the decorated function as the check of a fault."""

        def keep(function: Callable[[Client, Sandbox], object]) -> Callable[[Client, Sandbox], object]:
            self[name] = function
            return function

        return keep


def status(client: httpx.Client, path: str = "/students") -> int:
    return client.get(path).status_code


def differing(client: httpx.Client, sandbox: Sandbox, path: str = "/students") -> list[tuple[Row, Row]]:
    """Pairs of rows, as they should be and as they are."""
    faults = sandbox.stage.faults
    wrong = read_all(client, path)
    sandbox.move(faults=[])
    right = {row["id"]: row for row in read_all(client, path)}
    sandbox.move(faults=faults)
    return [(right[row["id"]], row) for row in wrong if row != right[row["id"]]]
