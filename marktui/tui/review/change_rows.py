"""What a plan would do to each record, in lines for a question: first who would be lost."""

from collections.abc import Sequence

from marktui.sync.model.pair import Change
from marktui.sync.model.plan import Plan
from marktui.tui.common.text.cells import Row, Tone, Toned
from marktui.tui.common.text.records import place_words, why_left
from marktui.wording.sync.changes import DONE
from marktui.wording.sync.history import field_label

_ORDER = ("desynced", "removed", "changed", "linked", "returned", "added")
_TONES = {"desynced": Tone.DESYNCED, "added": Tone.NEW}


class ChangeRows:
    """A line for each change of a plan; putting them in order takes a while in a big school."""

    def __init__(self, plan: Plan) -> None:
        self._hub = plan.hub
        self._changes = {
            change.after.id: (count, change)
            for count in _ORDER
            for part in plan.kinds
            for change in part.changes_by_count.get(count, ())
        }

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the records, in order."""
        return list(self._changes)

    def row(self, record_id: str) -> Row:
        """The line of a record."""
        count, change = self._changes[record_id]
        record = change.before or change.after
        why = why_left(change.after) if count == "desynced" else ", ".join(_changed(change))
        words = f"{DONE[count]}: {why}" if why else DONE[count]
        cells = (record.label, place_words(self._hub, record), Toned(words, _TONES.get(count, Tone.PLAIN)))
        return Row(record_id, cells)


def _changed(change: Change) -> list[str]:
    """The fields that change; of a new record all would."""
    return [field_label(name) for name in change.fields] if change.before is not None else []
