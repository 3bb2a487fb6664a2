"""Who a question about people is about, a line each, with what it would come to for them."""

from collections.abc import Iterable, Sequence

from marktui.hub.leavers.decisions import Assessment, Decision
from marktui.hub.leavers.refusals import RefusalReason
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Person
from marktui.tui.common.text.cells import Cell, Row, Tone, Toned
from marktui.tui.common.text.records import place_words, why_left
from marktui.tui.leavers.decide_words import still_in_mis

_REFUSED = {
    RefusalReason.STILL_WITH_ACCESS: "still has access",
    RefusalReason.IN_MIS: "still in the MIS",
    RefusalReason.BACK_IN_MIS: "back in the MIS",
    RefusalReason.PENDING: "pending deletion",
    RefusalReason.NOT_PENDING: "not pending deletion",
    RefusalReason.NOT_LEFT: "has not left",
    RefusalReason.NO_PERSON: "not a person",
    RefusalReason.COORDINATOR: "the Access Coordinator",
    RefusalReason.NOT_DUE: "not due",
    RefusalReason.NOT_FORMER: "not in the history alone",
    RefusalReason.UNKNOWN: "not in the hub any more",
}
STILL_IN_MIS = "still in the MIS"


def name_row(hub: Hub | None, person: Person, words: Cell) -> Row:
    """The line of one person."""
    return Row(person.id, (person.sorted_name, place_words(hub, person) if hub else "", words))


def still_in_mis_rows(hub: Hub | None, people: Iterable[Person]) -> list[Row]:
    """The people who would lose something though they are still in the MIS."""
    return [name_row(hub, one, Toned(STILL_IN_MIS, Tone.WARNING)) for one in people]


def effect_rows(hub: Hub | None, judged: Assessment, decision: Decision) -> Sequence[Row]:
    """Everybody a decision was asked about: first those it changes, then the others with the reason.

    One person alone needs no list: the question has the name.
    """
    insisted = {one.id for one in still_in_mis(judged, decision)}
    rows = still_in_mis_rows(hub, (one for one in judged.changed if one.id in insisted))
    rows += [name_row(hub, one, why_left(one)) for one in judged.changed if one.id not in insisted]
    for refusal in judged.refused:
        words = Toned(f"not possible: {_REFUSED[refusal.why]}", Tone.WARNING)
        record = hub.record(refusal.id) if hub else None
        if isinstance(record, Person):
            rows.append(name_row(hub, record, words))
        else:
            rows.append(Row(refusal.id, (refusal.label or refusal.id, "", words)))
    rows += [name_row(hub, one, Toned("no change", Tone.MUTED)) for one in judged.unchanged]
    return rows if len(rows) > 1 else ()
