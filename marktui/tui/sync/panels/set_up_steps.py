"""The steps of the first set-up, for those who begin: what is done, what is next, what each is about."""

from collections.abc import Iterator

from marktui.hub.model.setup_order import next_step
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.panel import NUMBERED, Panel, panel_of
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.keys import key_of
from marktui.wording.drawing.blocks import Line, Look, Piece

_ABOUT = {
    Panel.AUTHORISATION: "the connection to the MIS",
    Panel.TEACHERS: "tick those who need an account",
    Panel.YEAR_GROUPS: "Nursery only if you tick it",
    Panel.CLASSES: "new ones come ticked",
    Panel.PUPILS: "everybody on roll in these years",
    Panel.FINISHED: "what was done, and what waits",
}
_NAME = 15


def set_up_lines(view: HubView) -> list[Line]:
    """The steps, a line each, and the keys that take several at once."""
    upcoming = _upcoming(view)
    return [
        (Piece("The first set-up", Look.TITLE),),
        (),
        *(_step_line(view, panel, upcoming) for panel in NUMBERED),
        (),
        *_hints(view),
    ]


def _upcoming(view: HubView) -> Panel:
    step = next_step(view.hub)
    if view.hub.connection is None:
        return Panel.AUTHORISATION
    return panel_of(step) if step else Panel.FINISHED


def _step_line(view: HubView, panel: Panel, upcoming: Panel) -> Line:
    name, is_next = f"{panel.number} {panel.heading}", panel is upcoming
    has_none = bool(panel.kinds) and not panel.kinds_of(view.hub)
    about = "the files have none" if has_none else _ABOUT[panel]
    is_done = panel.number < upcoming.number and not has_none
    sign = GLYPHS.open if is_next else GLYPHS.tick if is_done else ""
    return (
        Piece(f"{sign:{len(GLYPHS.tick)}} {name:{_NAME}}  ", Look.TITLE if is_next else Look.PLAIN),
        Piece(about, Look.PLAIN if is_next else Look.MUTED),
    )


def _hints(view: HubView) -> Iterator[Line]:
    if view.hub.connection is not None:
        reads, saves = key_of("read-everything", "R"), key_of("save", "s")
        yield (Piece(f"{reads} reads all of it in one go, and one {saves} saves it."),)
    yield (Piece(f"{key_of('quit', 'q')} leaves. The next start goes on from here.", Look.MUTED),)
