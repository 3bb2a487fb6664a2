"""The dialog that chooses a group of leavers to look at alone."""

from collections.abc import Sequence

from marktui.tui.leaver_group import groups
from marktui.tui.leaver_view import Group, Leaver
from marktui.tui.screens.search import SearchDialog
from marktui.tui.widgets.table_row import Column, Row

_COLUMNS = (Column("Group", 30, flex=1), Column("Leavers", 8, right=True))
_ALL = "all"


class NarrowDialog(SearchDialog[tuple[Group | None] | None]):
    """Answers with a group, with none for all leavers, or with None where it stays as it is.

    Args:
        leavers: All of them.
    """

    def __init__(self, leavers: Sequence[Leaver]) -> None:
        self._rows = {_ALL: Row(_ALL, ("All leavers", f"{len(leavers):,}"))}
        self._groups: dict[str, Group] = {}
        for group, number in groups(leavers):
            self._groups[group.id] = group
            self._rows[group.id] = Row(group.id, (group.label, f"{number:,}"))
        super().__init__(
            "Which leavers?",
            _COLUMNS,
            list(self._rows),
            self._rows.__getitem__,
            hint="Type to search; Enter shows the group alone; esc leaves it as it is.",
        )

    def chosen(self, line_id: str) -> None:
        """Answer with the group."""
        self.dismiss((self._groups.get(line_id),))
