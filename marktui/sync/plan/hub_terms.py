"""Brings what was read into the hub's terms: the years of groups and pupils, the names of classes.

A service gives codes and names in a school's own words. What a person said about them counts first, then what
is certain; for a pupil's year, both the row and the list of year groups count.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from msgspec import Struct, structs

from marktui.connectors.mis import MisClass, MisPupil, MisRow, MisYearGroup
from marktui.hub.model.hub import Hub
from marktui.hub.model.intake import start_year, usual_start
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import YEAR_CODES, Pupil
from marktui.hub.model.school import ClassChoice, YearChoice
from marktui.hub.model.text import fold
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions


def in_hub_terms(reading: Reading, hub: Hub, decisions: Decisions) -> Reading:
    """The same reading with years and classes as the hub calls them."""
    rows = dict(reading.rows)
    years = year_terms(reading, hub, decisions)
    if Kind.YEAR_GROUP in rows:
        rows[Kind.YEAR_GROUP] = tuple(_year_group(row, years) for row in rows[Kind.YEAR_GROUP])
        if Kind.PUPIL in rows:
            rows[Kind.PUPIL] = tuple(_pupil(row, years) for row in rows[Kind.PUPIL])
    if Kind.CLASS in rows:
        names = _class_names(reading, hub, decisions)
        rows[Kind.CLASS] = tuple(_class(row, names) for row in rows[Kind.CLASS])
    return structs.replace(reading, rows=rows)


class YearTerms(Struct, frozen=True, kw_only=True):
    """Which year each year group of the MIS is."""

    codes: dict[str, str | None]
    """The code of each year group, by MIS id; None where it is not known."""
    read: dict[str, str | None]
    """The code that could be read, by MIS id."""
    said: frozenset[str]
    """The MIS ids of those whose year a person said."""
    disputed: frozenset[str]
    """The codes that several year groups would have, if no person said which one is right."""
    set_up: frozenset[str]
    """The codes of the year groups in the hub."""
    lists: dict[str, tuple[str, ...]]
    """The MIS ids of the year groups that each pupil is in, by the pupil's MIS id."""


def year_terms(reading: Reading, hub: Hub, decisions: Decisions) -> YearTerms:
    """Which year each year group is: as decided now, else as remembered, else as read."""
    rows = [row for row in reading.rows.get(Kind.YEAR_GROUP, ()) if isinstance(row, MisYearGroup)]
    remembered, mixed_up = _years_said(rows, hub.choices.years, reading.connector, reading.today)
    ids = {row.mis_id for row in rows}
    said = {**remembered, **{one: code for one, code in decisions.year_codes.items() if one in ids}}
    taken = set(said.values())
    codes = {row.mis_id: None if row.code in taken or row.mis_id in mixed_up else row.code for row in rows}
    codes |= said
    numbers = Counter(code for mis_id, code in codes.items() if code and mis_id not in said)
    lists: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        for pupil in row.member_ids or ():
            lists[pupil].append(row.mis_id)
    return YearTerms(
        codes=codes,
        read={row.mis_id: row.code for row in rows},
        said=frozenset(said),
        disputed=frozenset(code for code, number in numbers.items() if number > 1),
        set_up=frozenset(one.code for one in hub.year_groups.values()),
        lists={pupil: tuple(mis_ids) for pupil, mis_ids in lists.items()},
    )


def any_year_said(hub: Hub, connector: str, today: date) -> bool:
    """Whether a person said which year a year group is. Then the pupils' own rows are not enough."""
    return any(one.connector == connector and holds(one, today) for one in hub.choices.years)


def asks_for_years(hub: Hub, connector: str, pupils: Iterable[MisRow]) -> bool:
    """Whether a Synced pupil would be out of range or has no year: the lists may name another one."""
    years = {one.code for one in hub.year_groups.values()}
    rows = [row for row in pupils if isinstance(row, MisPupil) and row.year_code not in years]
    if not rows:
        return False
    linked = hub.linked(connector, Kind.PUPIL).items()
    held = {mis_id: one.year_group for mis_id, one in linked if isinstance(one, Pupil) and one.is_synced}
    return any(row.mis_id in held and (row.year_code or held[row.mis_id]) for row in rows)


def holds(choice: YearChoice, today: date) -> bool:
    """Whether a choice still holds: `Class of 2031` is another year each September."""
    return choice.school_year in (None, start_year(usual_start(today), today))


def _years_said(
    rows: Iterable[MisYearGroup], choices: Iterable[YearChoice], connector: str, today: date
) -> tuple[dict[str, str], set[str]]:
    """The remembered codes by MIS id, and the ids of year groups that a choice may or may not be about.

    Choices go by name, since ids may change each year. The id distinguishes year groups of the same name; if
    all of these have new ids, it is not clear which one was meant.
    """
    by_name: defaultdict[str, list[MisYearGroup]] = defaultdict(list)
    for row in rows:
        by_name[fold(row.name)].append(row)
    found: dict[str, str] = {}
    mixed_up: set[str] = set()
    for one in choices:
        if one.connector != connector or not holds(one, today) or one.code not in YEAR_CODES:
            continue
        called = by_name.get(fold(one.name), [])
        same_id = [row for row in called if row.mis_id == one.mis_id]
        if not same_id and len(called) > 1:
            mixed_up |= {row.mis_id for row in called}
        for row in same_id or called[:1]:
            if same_id or (len(called) == 1 and row.mis_id not in found):
                found[row.mis_id] = one.code
    return found, mixed_up


def _year_group(row: MisRow, years: YearTerms) -> MisRow:
    if not isinstance(row, MisYearGroup):
        return row
    return structs.replace(row, code=years.codes[row.mis_id], by_hand=row.mis_id in years.said)


def _pupil(row: MisRow, years: YearTerms) -> MisRow:
    """A pupil with the year from row and lists together; if they differ, both are noted."""
    lists = years.lists.get(row.mis_id, ())
    if not isinstance(row, MisPupil) or not (lists or row.year_code in years.disputed):
        return row
    if _is_agreed(row, lists, years):
        return row
    code, others = _years_of(row, lists, years)
    is_open = code is None or any(years.codes[one] is None for one in lists)
    if (code, others, is_open) == (row.year_code, row.other_years, row.open_year):
        return row
    return structs.replace(row, year_code=code, other_years=others, open_year=is_open)


def _is_agreed(row: MisPupil, lists: tuple[str, ...], years: YearTerms) -> bool:
    """Whether row and list say the same and nothing about it is open, as for nearly all."""
    return (
        len(lists) == 1
        and row.year_code is not None
        and years.codes[lists[0]] == row.year_code
        and row.year_code not in years.disputed
        and not row.other_years
        and not row.open_year
    )


def _years_of(row: MisPupil, lists: tuple[str, ...], years: YearTerms) -> tuple[str | None, tuple[str, ...]]:
    """The year of a pupil, and the other years that the lists name."""
    by_hand = {years.codes[one] for one in lists if one in years.said}
    if len(by_hand) == 1:
        return by_hand.pop(), ()
    listed = [code for one in lists if (code := years.codes[one]) and not _is_open(code, years)]
    own = row.year_code
    if own is not None and (_is_open(own, years) or _is_doubted(own, lists, years)):
        own = None
    others = tuple(code for code in dict.fromkeys(listed) if code != own)
    is_certain = len(others) == 1 and all(years.codes[one] for one in lists)
    return (others[0], ()) if own is None and is_certain else (own, others)


def _is_doubted(own: str, lists: tuple[str, ...], years: YearTerms) -> bool:
    """Whether a pupil's code comes from a year group whose year is not known."""
    return any(years.codes[one] is None and years.read[one] == own for one in lists)


def _is_open(code: str, years: YearTerms) -> bool:
    """Whether several year groups would have a code and none is set up: then it names no certain year."""
    return code in years.disputed and code not in years.set_up


def _class_names(reading: Reading, hub: Hub, decisions: Decisions) -> dict[str, str]:
    """The names that people gave classes, by MIS id. A name ends when the MIS renames the class."""
    rows = (row for row in reading.rows[Kind.CLASS] if isinstance(row, MisClass))
    names = {row.mis_id: row.mis_name or row.name for row in rows}
    remembered = {
        one.mis_id: one.name
        for one in hub.choices.classes
        if _is_for(one, reading.connector, names.get(one.mis_id))
    }
    return {**remembered, **decisions.class_names}


def _is_for(choice: ClassChoice, connector: str, mis_name: str | None) -> bool:
    return choice.connector == connector and mis_name is not None and fold(mis_name) == fold(choice.mis_name)


def _class(row: MisRow, names: dict[str, str]) -> MisRow:
    if not isinstance(row, MisClass) or row.mis_id not in names:
        return row
    return structs.replace(row, name=names[row.mis_id], mis_name=row.mis_name or row.name)
