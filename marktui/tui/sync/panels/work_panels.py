"""The panels that read something: one for each kind, and the one for all of them."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.sync.run.progress import Progress
from marktui.tui.commands.context import Stage
from marktui.tui.common.panel import Panel
from marktui.tui.common.text.words import Failure
from marktui.tui.sync.panels.everything_panel import EverythingPanel
from marktui.tui.sync.panels.kind_panel import KindPanel
from marktui.tui.sync.panels.work_panel import WorkPanel

if TYPE_CHECKING:
    from marktui.tui.review.lines import Lines


class WorkPanels:
    """Work on some kinds is shown in the panels about these alone; work on all four, in five panels."""

    def __init__(self) -> None:
        self.of_kinds = {kind: KindPanel(kind) for kind in Kind}
        """The panels that sync one kind."""
        self._by_panel: dict[Panel, WorkPanel] = {one.panel: one for one in self.of_kinds.values()}
        self._by_panel[Panel.EVERYTHING] = EverythingPanel()
        self.hub: Hub | None = None
        """The hub, which says what there is to be read."""

    def of(self, panel: Panel) -> WorkPanel:
        """One of the panels that read something."""
        return self._by_panel[panel]

    def stage_of(self, panel: Panel) -> Stage:
        """How far the work in a panel has come; nothing begins in those that read nothing."""
        return self._by_panel[panel].stage if panel in self._by_panel else Stage.INTRODUCTION

    def begin(self, kinds: Collection[Kind]) -> None:
        """A reading begins."""
        for panel in self._within(kinds):
            panel.begin()

    def go_to(self, stage: Stage, kinds: Collection[Kind]) -> None:
        """The work on some kinds has come to another stage."""
        for panel in self._within(kinds):
            panel.stage = stage

    def show_progress(self, kinds: Collection[Kind], progress: Progress, clock: float) -> None:
        """Show how far a reading or a save has come."""
        for panel in self._within(kinds):
            panel.show_progress(kinds, progress, clock)

    def fail(self, kinds: Collection[Kind], failure: Failure) -> None:
        """A reading has failed."""
        for panel in self._within(kinds):
            panel.fail(failure)

    async def propose(self, lines: "Lines") -> None:
        """There is a plan to be reviewed."""
        for panel in self._within(lines):
            await panel.propose(lines)

    def revise(self, lines: "Lines") -> None:
        """There is another plan, with what was decided."""
        for panel in self._within(lines):
            panel.revise(lines)

    def limit(self, words: str) -> None:
        """Say to which pupils the sync is limited; nothing where it is not."""
        for panel in (Panel.PUPILS, Panel.EVERYTHING):
            self._by_panel[panel].introduction.limit = words

    def show_outdated(self, is_outdated: Callable[[Collection[Kind]], bool]) -> None:
        """Show of each review whether the hub has changed since."""
        for panel in self._by_panel.values():
            panel.is_outdated = is_outdated(panel.panel.kinds_of(self.hub))

    def is_within(self, panel: Panel, kinds: Collection[Kind]) -> bool:
        """Whether a panel is for some kinds and for nothing else that there is."""
        its = panel.kinds_of(self.hub)
        return bool(its) and set(its) <= set(kinds)

    def _within(self, kinds: Collection[Kind]) -> list[WorkPanel]:
        return [panel for panel in self._by_panel.values() if self.is_within(panel.panel, kinds)]
