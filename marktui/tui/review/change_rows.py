"""What a plan would do to each record, in lines for a question: first who would be lost."""

from marktui.sync.model.change_counts import count_of
from marktui.sync.model.pair import Change
from marktui.sync.model.plan import Plan
from marktui.tui.common.text.cells import Row, Tone, Toned
from marktui.tui.common.text.records import place_words, why_left
from marktui.wording.sync.changes import DONE
from marktui.wording.sync.history import field_label

_ORDER = ("desynced", "removed", "changed", "linked", "returned", "added")
_TONES = {"desynced": Tone.DESYNCED, "added": Tone.NEW}


def change_rows(plan: Plan) -> list[Row]:
    """A line for each change of a plan."""
    counted = [(_ORDER.index(count_of(change)), change) for change in plan.changes]
    return [_row(plan, _ORDER[place], change) for place, change in sorted(counted, key=lambda one: one[0])]


def _row(plan: Plan, count: str, change: Change) -> Row:
    record = change.before or change.after
    why = why_left(change.after) if count == "desynced" else ", ".join(_changed(change))
    words = f"{DONE[count]}: {why}" if why else DONE[count]
    cells = (record.label, place_words(plan.hub, record), Toned(words, _TONES.get(count, Tone.PLAIN)))
    return Row(change.after.id, cells)


def _changed(change: Change) -> list[str]:
    """The fields that change; of a new record all would."""
    return [field_label(name) for name in change.fields] if change.before is not None else []
