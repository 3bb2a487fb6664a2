"""How far a reading or a save has come, as a value that can be drawn at any moment."""

from msgspec import Struct, structs

from marktui.hub.model.kind import Kind
from marktui.hub.model.text import counted
from marktui.sync.run.events import (
    Asking,
    Event,
    ListProgress,
    Paused,
    Planning,
    ReadingAgain,
    ReadingLeavers,
    Saving,
)


class Progress(Struct, frozen=True):
    """How far the events so far show the work to be."""

    lists: dict[Kind, ListProgress] = {}
    """How far each list has come, in the order in which they were begun."""
    now: str = "Connecting"
    """What is done just now."""
    wait: Paused | None = None
    wait_until: float = 0.0
    """On the clock that `after` was given."""
    stopping: bool = False
    saving: bool = False

    def after(self, event: Event, clock: float) -> "Progress":
        """The progress once an event has been heard.

        Args:
            event: The event.
            clock: Seconds on a clock that only goes forward.
        """
        match event:
            case ListProgress(kind=kind):
                lists = {**self.lists, kind: event}
                return structs.replace(self, lists=lists, now=f"Reading {_plural(kind)}", wait=None)
            case ReadingLeavers(kind=kind):
                return structs.replace(self, now=f"Reading who has left: {_plural(kind)}", wait=None)
            case Asking(words=words):
                return structs.replace(self, now=words, wait=None)
            case ReadingAgain():
                return structs.replace(self, now="Reading once more: the lists moved", wait=None)
            case Paused(seconds=seconds):
                return structs.replace(self, wait=event, wait_until=clock + seconds)
            case Planning():
                return structs.replace(self, now="Working out what would change", wait=None)
            case Saving(changes=changes):
                now = f"Saving {counted(changes, 'change')} in one commit"
                return structs.replace(self, now=now, wait=None, saving=True)
        return self

    def sentence(self, clock: float) -> str:
        """What is done, or waited for, just now."""
        if self.stopping:
            return "Stopping; nothing has been changed"
        if self.wait is None:
            return self.now
        left = max(0, round(self.wait_until - clock))
        return f"Waiting {left} s: {self.wait.why}"

    @property
    def hint(self) -> str:
        """What the person at the keyboard can do during it."""
        if self.stopping or self.saving:
            return ""
        return "esc stops it; nothing has been changed. You can go on using the rest of marktui."

    def note(self, kind: Kind) -> str:
        """The progress of a panel's own list in a few characters: `63%`, `812`, or nothing yet."""
        reading = self.lists.get(kind)
        if reading is None:
            return ""
        share = share_of(reading)
        return f"{reading.done:,}" if share is None else f"{share:.0%}"


def share_of(reading: ListProgress) -> float | None:
    """How much of a list has been read; None where nobody knows its length."""
    if not reading.total:
        return None
    return min(1.0, reading.done / reading.total)


def _plural(kind: Kind) -> str:
    return kind.nouns
