"""What a connector reports while it works: its waits, and what it awaits."""

from marktui.connectors.base import Awaiting, Pause


class Reports:
    """Takes in what is reported, and keeps waits and awaited answers apart."""

    def __init__(self) -> None:
        self.pauses: list[Pause] = []
        self.awaited: list[Awaiting] = []

    def __call__(self, report: Pause | Awaiting) -> None:
        if isinstance(report, Pause):
            self.pauses.append(report)
        else:
            self.awaited.append(report)
