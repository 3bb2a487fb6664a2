"""Why is somebody not here? A search over what was read last and the hub, with the reason for each line."""

from collections.abc import Sequence

from textual.widgets import Input

from marktui.sync.model.proposal import Proposal
from marktui.tui.common.text.cells import Column, Row
from marktui.tui.common.widgets.search_dialog import SearchDialog
from marktui.wording.people.find_person import FoundPerson, find_person

_COLUMNS = (Column("Name", 20, flex=1), Column("MIS id", 7), Column("Why", 30, flex=3))
_AT_LEAST = 2
"""How many characters are typed before it is worth searching a whole school."""


class FindPersonDialog(SearchDialog[None]):
    """Says of everybody who has the words where they are. Answers nothing.

    Args:
        proposal: What was read, and the plan for it.
    """

    def __init__(self, proposal: Proposal) -> None:
        self._proposal = proposal
        self._found: dict[str, FoundPerson] = {}
        super().__init__(
            "Why is somebody not here?",
            _COLUMNS,
            (),
            self._row,
            hint="Name, UPN, email or MIS id; rejected rows too. esc closes.",
        )
        self.table.empty = "Type two letters or more of a name, a UPN, an email or a MIS id."

    def search_for(self, text: str) -> Sequence[str]:
        """Everybody in the reading or the hub who has the words."""
        every = find_person(self._proposal, text) if len(text.strip()) >= _AT_LEAST else ()
        found = {f"{number} {text}": one for number, one in enumerate(every)}
        # What was found before is shown until this is.
        self._found |= found
        return list(found)

    @property
    def size_of_search(self) -> int:
        """Everybody in the hub, and as many rows."""
        return len(self._proposal.plan.hub.pupils)

    def show_lines(self, ids: Sequence[str]) -> None:
        """Show who was found; where that is nobody, not what to type any more."""
        if len(self.query_one(Input).value.strip()) >= _AT_LEAST:
            self.table.empty = "Neither what was read nor the hub has anybody with these words."
        super().show_lines(ids)

    def describe(self, line_id: str) -> str:
        """The whole reason."""
        return self._found[line_id].reason

    def _row(self, line_id: str) -> Row:
        one = self._found[line_id]
        return Row(line_id, (one.name or "(no usable name)", one.mis_id or "", one.reason))
