"""The six panels as tabs: each shows the state of its panel."""

from marktui.hub.model.kind import Kind
from marktui.hub.model.setup_order import needs_resync
from marktui.store.file.entry import What
from marktui.sync.run.progress import Progress
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.panel import NUMBERED, Panel
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.sync.live.panel_bar import PanelTab
from marktui.tui.sync.workflow import Workflow

_WIDEST_SHARE = len("100%")


def panel_tabs(view: HubView, workflow: Workflow) -> tuple[PanelTab, ...]:
    """The six tabs."""
    job = workflow.job
    return tuple(
        _running(panel, workflow.activity.progress, saving=job.saving)
        if job is not None and panel.kind in job.kinds
        else _tab(panel, _note(view, panel, workflow), closed=view.closed(panel) is not None)
        for panel in NUMBERED
    )


def _tab(panel: Panel, note: str, *, closed: bool = False) -> PanelTab:
    return PanelTab(
        panel.value,
        panel.heading,
        key=str(panel.number),
        note=f" {note}" if note else "",
        closed=closed,
        style=panel.colour,
        brief=panel.brief,
    )


def _running(panel: Panel, progress: Progress, *, saving: bool) -> PanelTab:
    """A panel whose list is read or saved: the tab fills. Its words keep their width, so that none moves."""
    if saving or panel.kind is None:
        return _tab(panel, "saving").filled(1.0)
    one, share = progress.lists.get(panel.kind), progress.share(panel.kind)
    if one is None or share is None:
        count = f"{one.done:,}" if one is not None and one.done else GLYPHS.ellipsis
        return _tab(panel, count).filled(0.0, count.ljust(_WIDEST_SHARE))
    total = max(one.total or 0, one.done)
    counts = f"{one.done:,}/{total:,}".ljust(2 * len(f"{total:,}") + 1)
    return _tab(panel, counts).filled(share, f"{share:.0%}".ljust(_WIDEST_SHARE))


def _note(view: HubView, panel: Panel, workflow: Workflow) -> str:
    """The state of a panel in a sign or a word."""
    kind = panel.kind
    if kind is None:
        done = panel is Panel.AUTHORISATION and view.hub.connection is not None
        return GLYPHS.tick if done else ""
    newest = view.attempts.newest.get(kind)
    if kind in workflow.activity.failed:
        return "!"
    if kind in workflow.reviews:
        return "read"
    if newest is not None and newest.what in _UNDONE:
        return _UNDONE[newest.what]
    if kind is Kind.PUPIL and needs_resync(view.hub):
        return "re-sync"
    return GLYPHS.tick if kind in view.hub.saved else ""


_UNDONE = {What.FAILED: "!", What.HELD: "held"}
"""What is said of a kind whose last sync came to nothing."""
