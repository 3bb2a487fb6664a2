"""The Match window of a pupil who has left: which pupil of the MIS is the same under another MIS id."""

from collections.abc import Iterable

from marktui.connectors.mis import MisPupil
from marktui.hub.model.record import Pupil
from marktui.sync.review.namesakes import Namesake
from marktui.tui.common.text.cells import Column, Row
from marktui.tui.common.text.keys import key_of
from marktui.tui.common.text.records import last_place
from marktui.tui.common.text.words import listed
from marktui.tui.common.widgets.search_dialog import SearchDialog
from marktui.tui.leavers.details import namesake_words
from marktui.tui.leavers.view import LeaverView
from marktui.wording.dates import shown_day

_COLUMNS = (Column("Name", 18, flex=1), Column("In", 10, flex=1), Column("Why", 24, flex=2))
_HINT = "Type to search, Enter goes on, esc leaves it."


class RejoinDialog(SearchDialog[Pupil | MisPupil | None]):
    """Answers with a synced pupil, with a row of the last reading, or with None.

    Args:
        view: The leavers.
        leaver: The pupil who is gone.
        offered: Who they may be matched to, the likeliest first.
    """

    def __init__(self, view: LeaverView, leaver: Pupil, offered: Iterable[Namesake]) -> None:
        self.view = view
        self.leaver = leaver
        self._namesakes = {one.id: one for one in offered}
        super().__init__(
            f"Who is {leaver.label} in the MIS?",
            _COLUMNS,
            list(self._namesakes),
            self._row,
            hint=_HINT if view.plan else f"{_HINT} {key_of('sync-pupils', 'p')} reads the MIS for new ones.",
        )

    def describe(self, line_id: str) -> str:
        """Both sides in full, one below the other."""
        leaver = self.leaver
        born = f"born {shown_day(leaver.date_of_birth)}" if leaver.date_of_birth else ""
        mine = listed((leaver.label, last_place(self.view.hub, leaver), born))
        return f"{mine}\n{namesake_words(self.view.hub, self._namesakes[line_id])}"

    def chosen(self, line_id: str) -> None:
        """Answer with who was chosen."""
        self.dismiss(self._namesakes[line_id].who)

    def _row(self, line_id: str) -> Row:
        one = self._namesakes[line_id]
        return Row(line_id, (_name(one), self._place(one), one.why))

    def _place(self, one: Namesake) -> str:
        if isinstance(one.who, Pupil):
            return last_place(self.view.hub, one.who)
        return "new in the MIS"


def _name(one: Namesake) -> str:
    who = one.who
    return who.label if isinstance(who, Pupil) else who.name
