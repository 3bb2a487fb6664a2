"""What a sync does with pupils: one class, one year group, the filter."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from marktui.connectors.mis import InvalidRow, MisPupil, MisYearGroup
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Link, Person, Pupil, usual_year_name
from marktui.hub.model.text import fold, natural_order
from marktui.hub.people.name import name_after
from marktui.hub.people.upn import is_valid_upn, usable_upn
from marktui.sync.match.class_members import ClassMembers
from marktui.sync.model.pair import Pair, PairStatus, Unclear
from marktui.sync.plan.draft import Draft
from marktui.sync.plan.people import PersonShape
from marktui.sync.review.clashes import row_words, some_words

_NAMESAKES = 20
"""A name that so many of a class have says nothing of anybody."""


class PupilShape(PersonShape[MisPupil, Pupil]):
    """How pupils are synced."""

    kind = Kind.PUPIL
    row_type = MisPupil
    key = "UPN"

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._hub = draft.hub
        self._membership = ClassMembers(
            draft.hub, draft.reading.connector, draft.reading.rows.get(Kind.CLASS, ())
        )
        self._years = {one.code for one in draft.hub.year_groups.values()}
        self._awaited = _awaited(draft, self._years)
        self._is_filtered = bool(draft.scope.filter)
        self._filter_years = {code.upper() for code in draft.scope.filter.year_groups}
        self._filter_classes = {fold(name) for name in draft.scope.filter.classes}

    def records(self) -> Mapping[str, Pupil]:
        """The hub's pupils, by id."""
        return self._draft.before.pupils

    def is_outside(self, row: MisPupil) -> bool:
        """Whether a row is outside the filter."""
        if not self._is_filtered:
            return False
        names = self._membership.names(row.mis_id) + self._membership.hub_names(row.mis_id)
        return not self._is_inside(self._year(row), names)

    def covers(self, record: Pupil) -> bool:
        """Whether a record's hub year or class is inside the filter."""
        if not self._is_filtered:
            return True
        name = self._draft.before.class_name(record)
        return self._is_inside(record.year_group, [name] if name else [])

    def missing_year(self, row: MisPupil) -> str | None:
        """The code of the year group of a row that is not set up; None where it is, or there is none."""
        code = self._year(row)
        return None if code in self._years else code

    def made(self, row: MisPupil, new_id: str, link: Link) -> Pupil:
        """The record of a new pupil."""
        return Pupil(
            id=new_id,
            first_name=row.first_name or "",
            last_name=row.last_name or "",
            upn=row.upn or None,
            date_of_birth=row.date_of_birth,
            year_group=self._year(row),
            class_id=self._membership.class_id(row.mis_id, None),
            link=link,
        )

    def merge(self, record: Pupil, row: MisPupil, link: Link, *, keep_key: bool) -> Pupil:
        """The pupil as the MIS has it; what the MIS leaves out stays."""
        return record.with_(
            first_name=name_after(row.first_name, record.first_name, is_case_known=row.is_case_known),
            last_name=name_after(row.last_name, record.last_name, is_case_known=row.is_case_known),
            upn=record.upn if keep_key else row.upn or record.upn,
            date_of_birth=row.date_of_birth or record.date_of_birth,
            year_group=self._year(row) or record.year_group,
            class_id=self._class_id(row.mis_id, record.class_id),
            link=link,
            desync=None,
        )

    def is_same(self, record: Pupil, row: MisPupil) -> bool:
        """Whether a record is as the MIS has it, so that there is nothing to do."""
        return (
            row.first_name == record.first_name
            and row.last_name == record.last_name
            and row.upn == record.upn
            and row.date_of_birth == record.date_of_birth
            and row.year_code == record.year_group
            and row.year_code in self._years
            and not row.applicant
            and self._membership.class_id(row.mis_id, record.class_id) == record.class_id
        )

    def unclear(self, record: Pupil, row: MisPupil) -> tuple[Unclear, ...]:
        """What the row leaves open about a pupil: year group, class, or both."""
        found = (Unclear.NO_SIGN,) if row.applicant else ()
        # Between two school years pupils are often in no group; one message says so for all.
        if self._draft.reading.gap:
            return found
        kinds = self._draft.reading.source.kinds
        if Kind.YEAR_GROUP in kinds and self._year(row) is None and record.year_group is not None:
            found = (*found, Unclear.OPEN_YEAR if row.open_year else Unclear.NO_YEAR)
        if Kind.CLASS in kinds and record.class_id is not None and not self._membership.names(row.mis_id):
            is_past = row.mis_id in self._draft.reading.past_members
            found = (*found, Unclear.OTHER_DAY if is_past else Unclear.NO_CLASS)
        return found

    def _year(self, row: MisPupil) -> str | None:
        """The year of a row; of two years, the one that is set up. None if it is not certain."""
        if row.year_code is None or row.year_code in self._years:
            return row.year_code
        if row.year_code in self._awaited:
            return None
        others = [code for code in row.other_years if code in self._years]
        if len(others) == 1:
            return others[0]
        return None if others or row.open_year else row.year_code

    def _class_id(self, mis_id: str, held: str | None) -> str | None:
        """The hub class of a pupil; a pupil without a class in the MIS keeps the class of the hub."""
        return self._membership.class_id(mis_id, held) if self._membership.names(mis_id) else held

    def yields_key(self, record: Person) -> bool:
        """A UPN is a pupil's for life."""
        return False

    def remarks(self, pairs: Sequence[Pair]) -> Iterator[str]:
        """Sentences about applicants, groups that are not set up, double membership and bad UPNs."""
        yield from self._applicants()
        rows = [pair.row for pair in pairs if isinstance(pair.row, MisPupil)]
        elsewhere = [row for row in rows if row.year_code not in self._years]
        yield from self._outside(Counter(code for row in elsewhere if (code := self.missing_year(row))))
        yield from _in_two_years([row for row in rows if row.other_years])
        yield from self._namesakes(pairs)
        applied = [pair for pair in pairs if pair.left_alone is None and isinstance(pair.row, MisPupil)]
        without = [pair.row for pair in applied if pair.row and _class_after(pair) is None]
        classes = [names for row in without if (names := self._membership.names(row.mis_id))]
        not_set_up = Counter(names[0] or "one without a name" for names in classes)
        yield from _counted(not_set_up, "in a class that is not set up", "in classes that are not set up")
        in_several = self._membership.in_several
        several = sum(pair.row.mis_id in in_several for pair in applied if pair.row) if in_several else 0
        if several:
            yield f"{Kind.PUPIL.counted(several)} in more than one MIS class."
        bad = sum(not is_valid_upn(row.upn) for row in rows if row.upn)
        if bad:
            yield f"{Kind.PUPIL.counted(bad)} with a UPN whose check letter is wrong; not used to match."

    def _outside(self, codes: Counter[str]) -> Iterator[str]:
        """Who is in year groups that are not set up, and how they can be had."""
        names = Counter({self._year_name(code): number for code, number in codes.items()})
        one, many = "in a year group that is not set up", "in year groups that are not set up"
        its = "it" if len(names) == 1 else "these"
        for sentence in _counted(names, one, one if len(names) == 1 else many):
            yield f"{sentence} To have them, tick {its} in the Year groups panel."

    def _year_name(self, code: str) -> str:
        """What the MIS calls a year group; its usual name where several have its code, or none was read."""
        rows = self._draft.reading.rows.get(Kind.YEAR_GROUP, ())
        names = {row.name for row in rows if isinstance(row, MisYearGroup) and row.code == code}
        return names.pop() if len(names) == 1 else usual_year_name(code)

    def _applicants(self) -> Iterator[str]:
        reading, linked = self._draft.reading, self._draft.linked(Kind.PUPIL)
        rows = (row for row in reading.rows.get(Kind.PUPIL, ()) if isinstance(row, (MisPupil, InvalidRow)))
        number = sum(row.applicant and row.mis_id not in linked for row in rows)
        if number:
            lack = f"neither year group, form nor leaving date in {reading.title}"
            have = "has" if number == 1 else "have"
            yield f"{Kind.PUPIL.counted(number)} {have} {lack}: left out as applicants."

    def _namesakes(self, pairs: Sequence[Pair]) -> Iterator[str]:
        """Who is new, and has nothing but the MIS id to tell them from a classmate."""
        undated = [
            (pair, row)
            for pair in pairs
            if isinstance(row := pair.row, MisPupil) and row.date_of_birth is None and not usable_upn(row.upn)
        ]
        new = {row.mis_id for pair, row in undated if pair.status is PairStatus.NEW}
        groups: dict[tuple[str, str], list[MisPupil]] = {}
        for _, row in undated if new else ():
            for name in self._membership.names(row.mis_id):
                groups.setdefault((name, fold(row.name)), []).append(row)
        for (name, _), its in groups.items():
            if 1 < len(its) <= _NAMESAKES and not new.isdisjoint(row.mis_id for row in its):
                have = f"have the same name and class, {name}, and neither a birth date nor a UPN"
                yield f"{some_words(map(row_words, its))} {have}: one child may be in the MIS twice."

    def _is_inside(self, year_code: str | None, class_names: list[str]) -> bool:
        in_class = any(fold(name) in self._filter_classes for name in class_names)
        return in_class or year_code in self._filter_years


def _awaited(draft: Draft, set_up: set[str]) -> set[str]:
    """The years that people gave to year groups, for the next sync of year groups to set up."""
    if Kind.YEAR_GROUP in draft.scope.kinds:
        return set()
    rows = (row for row in draft.rows(Kind.YEAR_GROUP) if isinstance(row, MisYearGroup) and row.by_hand)
    return {
        row.code
        for row in rows
        if row.code and row.code not in set_up and draft.ticked(row, Kind.YEAR_GROUP, default=True)
    }


def _years_of(row: MisPupil) -> list[str]:
    return [*([row.year_code] if row.year_code else []), *row.other_years]


def _in_two_years(rows: Sequence[MisPupil]) -> Iterator[str]:
    """A sentence about pupils who are in another year in the list of year groups than in their own row."""
    if rows:
        named = (f"{row_words(row)}: {' or '.join(_years_of(row))}" for row in rows)
        have = "has two years" if len(rows) == 1 else "have two years"
        yield f"{Kind.PUPIL.counted(len(rows))} {have} in the MIS, by row and by list: {some_words(named)}."


def _class_after(pair: Pair) -> str | None:
    found: str | None = getattr(pair.change.after if pair.change else pair.record, "class_id", None)
    return found


def _counted(numbers: Counter[str], one: str, many: str) -> Iterator[str]:
    """A sentence such as "12 pupils are in classes that are not set up: 4C"."""
    total, names = numbers.total(), ", ".join(sorted(numbers, key=natural_order))
    if total == 1:
        yield f"1 pupil is {one}: {names}."
    elif total:
        yield f"{Kind.PUPIL.counted(total)} are {many}: {names}."
