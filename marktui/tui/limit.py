"""To which pupils a sync can be limited: the year groups and classes of both sides."""

from collections.abc import Iterator

from msgspec import Struct

from marktui.connectors.mis import MisClass, MisYearGroup
from marktui.hub.hub import Hub
from marktui.hub.kind import Kind
from marktui.hub.record import year_order
from marktui.hub.roster import class_membership, fold, natural, year_membership
from marktui.sync.reading import Reading
from marktui.sync.scope import Filter
from marktui.tui.record_words import year_words


class LimitChoice(Struct, frozen=True):
    """A year group or class that a sync may be limited to."""

    is_class: bool
    value: str
    """The code of a year group, the name of a class."""
    label: str
    pupils: int
    """How many pupils of the hub are in it."""

    def is_in(self, limit: Filter) -> bool:
        """Whether a filter names it."""
        return self.value in (limit.classes if self.is_class else limit.year_groups)


def limit_choices(hub: Hub, reading: Reading | None) -> tuple[LimitChoice, ...]:
    """What can be chosen: year groups in school order, then classes by name.

    Args:
        hub: The hub.
        reading: What was read, where something was: the MIS may have classes that the hub has not.
    """
    return (*_years(hub, reading), *_classes(hub, reading))


def _years(hub: Hub, reading: Reading | None) -> Iterator[LimitChoice]:
    members = year_membership(hub)
    rows = reading.rows.get(Kind.YEAR_GROUP, ()) if reading else ()
    codes = {one.code for one in hub.year_groups.values()}
    codes |= {row.code for row in rows if isinstance(row, MisYearGroup) and row.code}
    for code in sorted(codes, key=year_order):
        pupils = members[code].pupils if code in members else 0
        yield LimitChoice(is_class=False, value=code, label=year_words(hub, code), pupils=pupils)


def _classes(hub: Hub, reading: Reading | None) -> Iterator[LimitChoice]:
    members = class_membership(hub)
    names = {fold(one.name): (one.name, one.id) for one in hub.classes.values()}
    for row in reading.rows.get(Kind.CLASS, ()) if reading else ():
        if isinstance(row, MisClass):
            names.setdefault(fold(row.name), (row.name, ""))
    for _, (name, record_id) in sorted(names.items(), key=lambda one: natural(one[0])):
        pupils = members[record_id].pupils if record_id in members else 0
        yield LimitChoice(is_class=True, value=name, label=f"Class {name}", pupils=pupils)
