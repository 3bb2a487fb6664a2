"""The list of School > Leavers: the de-synced teachers and pupils."""

from collections.abc import Iterable
from datetime import date

from marktui.hub.listing import LEAVER_KEYS, listed_leavers
from marktui.hub.record import Person, Pupil, Record, year_order
from marktui.hub.roster import leavers
from marktui.tui.catalogue import Catalogue, Facet, Sheet, View
from marktui.tui.record_catalogue import ACCESS, NAME, access_parts, record_text
from marktui.tui.record_facts import detail
from marktui.tui.record_words import KIND_TONES, KIND_WORDS, last_place, reason_words, short_day
from marktui.tui.widgets.table_row import Column, Toned

EMPTY = (
    "Nobody has left: every teacher and pupil who came from the MIS is still there.\n"
    "Whoever a later sync no longer finds in the MIS will stand here, with the reason."
)


def _since(record: Record) -> date:
    return record.desync.since if record.desync else date.max


def _reason_order(_view: View, record: Record) -> tuple[str, date]:
    desync = record.desync
    return (desync.reason.value, desync.left_on or date.max) if desync else ("", date.max)


def _place_order(view: View, person: Person) -> tuple[object, ...]:
    code = person.year_group if isinstance(person, Pupil) else None
    return (year_order(code), last_place(view.hub, person))


LEAVERS: Catalogue[Record] = Catalogue(
    name="leavers",
    nouns=("leaver", "leavers"),
    items=lambda view: leavers(view.hub),
    id_of=lambda person: person.id,
    words=record_text,
    detail=lambda view, person, _text: detail(view, person),
    facets=(
        Facet(
            Column("Kind", 7),
            lambda _view, person: Toned(KIND_WORDS[person.kind], KIND_TONES[person.kind]),
            lambda _view, person: person.kind.value,
        ),
        Facet(Column("Name", 16, flex=3, most=44), NAME.cell),
        Facet(
            Column("Last in", 8, flex=1, most=20),
            lambda view, person: last_place(view.hub, person),
            _place_order,
        ),
        Facet(
            Column("Why", 19, flex=3, most=46),
            lambda view, person: reason_words(view.hub, person),
            _reason_order,
        ),
        Facet(
            Column("Since", 9),
            lambda _view, person: short_day(_since(person)),
            lambda _view, person: _since(person),
        ),
        ACCESS,
    ),
    parts=access_parts(),
    sheet=Sheet(LEAVER_KEYS, lambda hub, people: listed_leavers(hub, _people(people))),
    empty=EMPTY,
)
"""School > Leavers."""


def _people(records: Iterable[Record]) -> list[Person]:
    return [record for record in records if isinstance(record, Person)]
