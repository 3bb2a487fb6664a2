"""Finding teachers, pupils, classes and year groups by name, apart from any widget."""

from collections.abc import Iterator

from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person, Pupil, Record, SchoolClass, Status, Teacher, YearGroup
from marktui.hub.model.roster import search_text
from marktui.hub.model.text import unaccented
from marktui.tui.common.tab import Tab
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.records import KIND_WORDS, year_words
from marktui.wording.people.reasons import reason_words

MOST = 40
"""The most records that are offered at once."""


class Found(Struct, frozen=True):
    """A record that a search found."""

    id: str
    label: str
    """Its name, what it is and where: `Ana Lima · pupil · 4B`."""
    tab: Tab
    """Where it is shown: leavers in Leavers, the pupils of a class or year group in Pupils."""
    is_group: bool


class Finder:
    """Looks for words in the names of a hub's records; making it takes a while in a big school."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._texts = [
            (record, search_text(hub, record)) for kind in _ORDER for record in hub.records(kind).values()
        ]

    def find(self, query: str) -> tuple[list[Found], int]:
        """The records with all words of a query, best first, and how many there are in all.

        Whose name begins with the words comes before those that have them anywhere.
        """
        wanted = unaccented(query).split()
        if not wanted:
            return [], 0
        found = [record for record, text in self._texts if all(word in text for word in wanted)]
        best = sorted(found, key=lambda record: _rank(record, wanted))[:MOST]
        return [_found(self._hub, record) for record in best], len(found)


_ORDER = (Kind.CLASS, Kind.YEAR_GROUP, Kind.TEACHER, Kind.PUPIL)
"""Of records that fit as well: few classes would be lost among many pupils."""


def _rank(record: Record, wanted: list[str]) -> tuple[int, str]:
    names = unaccented(record.label).split()
    if names == wanted:
        return (0, record.label)
    begins = all(any(name.startswith(word) for name in names) for word in wanted)
    return (1 if begins else 2, record.label)


def _found(hub: Hub, record: Record) -> Found:
    words = [record.label, KIND_WORDS[record.kind].lower(), *_place(hub, record)]
    label = f" {GLYPHS.dot} ".join(words)
    return Found(record.id, label, _tab(record), is_group=not isinstance(record, Person))


def _tab(record: Record) -> Tab:
    if isinstance(record, Person) and record.status is Status.DESYNCED:
        return Tab.LEAVERS
    return Tab.TEACHERS if isinstance(record, Teacher) else Tab.PUPILS


def _place(hub: Hub, record: Record) -> Iterator[str]:
    """What tells people of one name apart."""
    match record:
        case Pupil():
            yield hub.class_name(record) or year_words(hub, record.year_group) or "no class"
        case Teacher() if record.email:
            yield record.email
        case SchoolClass() | YearGroup():
            yield "its pupils"
    if isinstance(record, Person) and record.status is Status.DESYNCED:
        yield reason_words(hub, record)
