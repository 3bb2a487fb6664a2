"""What waits for a person, as lines with the key that leads there."""

from collections.abc import Iterator

from marktui.hub.hub import Hub
from marktui.hub.kind import Kind
from marktui.hub.record import Status
from marktui.hub.set_up import needs_resync
from marktui.tui.panel import panel_of
from marktui.tui.past import Past
from marktui.tui.words import listed


def waits(hub: Hub, past: Past) -> Iterator[tuple[str, str]]:
    """Each thing that waits, with its key.

    Args:
        hub: The hub.
        past: What the history tells.
    """
    if needs_resync(hub):
        yield "p", "Year groups or classes have changed: re-sync pupils"
    if past.is_held and past.attempt is not None:
        kinds = listed(kind.heading for kind in past.attempt.kinds)
        yield str(panel_of(past.attempt.kinds[0]).number), f"{kinds}: the last sync is held for approval"
    gone = sum(person.status is Status.DESYNCED for person in hub.people())
    if gone:
        yield "V", f"{gone:,} {'leaver' if gone == 1 else 'leavers'} to review"
    for kind in Kind:
        key = str(panel_of(kind).number)
        if number := past.count(kind, "may_match"):
            yield key, f"{number:,} May match to decide among {kind.heading.lower()}"
        if number := past.count(kind, "clash"):
            yield key, f"{number:,} {kind.heading.lower()} in a clash: put it right in the MIS"


def waiting_words(hub: Hub, past: Past) -> str:
    """What waits, a line each; nothing where nothing does."""
    lines = [f"  {key}  {words}" for key, words in waits(hub, past)]
    return "\n".join(("What waits", *lines)) if lines else ""
