"""The six panels as tabs: each shows the state of its panel."""

from collections.abc import Mapping

from marktui.hub.model.kind import Kind
from marktui.hub.model.setup_order import needs_resync
from marktui.sync.run.progress import Progress
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.panel import NUMBERED, Panel
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.widgets.tab_bar import TabItem
from marktui.tui.sync.workflow import Workflow

_PANEL_COLOURS = {Panel.TEACHERS: "$teacher", Panel.PUPILS: "$pupil", Panel.CLASSES: "$class"}


def panel_tabs(view: HubView, workflow: Workflow, progress: Mapping[Kind, Progress]) -> tuple[TabItem, ...]:
    """The six tabs."""
    return tuple(
        TabItem(
            panel.value,
            panel.heading,
            key=str(panel.number),
            note=_note(view, panel, workflow, progress),
            closed=view.closed(panel) is not None,
            style=_PANEL_COLOURS.get(panel, ""),
        )
        for panel in NUMBERED
    )


def _note(view: HubView, panel: Panel, workflow: Workflow, progress: Mapping[Kind, Progress]) -> str:
    kind = panel.kind
    if kind is None:
        done = panel is Panel.AUTHORISATION and view.hub.connection is not None
        return GLYPHS.tick if done else ""
    if workflow.job is not None and kind in workflow.job.kinds:
        share = progress[kind].share(kind)
        return GLYPHS.ellipsis if share is None else f" {share:.0%}"
    if kind in workflow.reviews:
        return "*"
    if kind is Kind.PUPIL and needs_resync(view.hub):
        return "!"
    return GLYPHS.tick if kind in view.hub.saved else ""
