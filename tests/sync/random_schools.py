"""Small invented worlds: few names, dates, UPNs and ids, so that they meet all the time.

A school is made from one seed, as drawing each of its hundred facts from hypothesis takes twenty times as
long; what hypothesis shrinks is the size.
"""

from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from typing import TypeVar

from hypothesis import strategies as st
from msgspec import Struct, structs

from marktui.connectors.mis import InvalidRow, MisLeaver, MisRow, Presence, PresenceAnswer
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Desync, Link, Pupil, Reason, Record
from marktui.sync.model.plan import Plan
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions

from .builders import (
    EARLIER,
    MIS,
    TODAY,
    TOMORROW,
    a_class,
    a_hub,
    a_mis_class,
    a_mis_year,
    a_pupil,
    a_reading,
    a_row,
    a_staff_row,
    a_teacher,
    a_year,
    bad_upn,
    plan_for,
    upn,
)

FIRST = ["Martha", "Marhta", "martha", "Zoë"]
LAST = ["Stone", "Stones", "Carr"]
BIRTHS = [None, date(2015, 1, 1), date(2015, 1, 2)]
UPNS = [None, upn(1), upn(2), upn(3), bad_upn(1)]
EMAILS = [None, "a@ash.example", "A@ash.example", "b@ash.example", "c@ash.example"]
CODES = ["4", "5", "N1"]
CLASSES = ["4A", "4a", "5A"]
IDS = list("123456")
TIES = ["not linked", "synced", "synced", "synced", "desynced", "elsewhere"]
T = TypeVar("T")


class RandomSchool(Struct, frozen=True):
    """A hub, what is read for it, and what is asked."""

    hub: Hub
    reading: Reading
    kinds: tuple[Kind, ...]
    years: tuple[str, ...] = ()
    import_teachers: bool = False

    def plan(self, hub: Hub | None = None, decisions: Decisions | None = None) -> Plan:
        """The plan for this school's hub, or for another one."""
        return plan_for(
            hub or self.hub,
            self.reading,
            *self.kinds,
            year_groups=self.years,
            import_teachers=self.import_teachers,
            decisions=decisions,
        )


class Maker:
    """Makes a hub and a reading by chance."""

    def __init__(self, seed: int, size: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - no secret
        self.size = size

    def one(self, values: Sequence[T]) -> T:
        return self.chance.choice(values)

    def some(self, keys: Sequence[str], make: Callable[[str], T]) -> list[T]:
        number = self.chance.randint(0, min(self.size, len(keys)))
        return [make(key) for key in self.chance.sample(keys, number)]

    def distinct(self, values: Sequence[str | None], number: int) -> list[str | None]:
        """Values of which none occurs twice: a hub has no clash of its own."""
        drawn: list[str | None] = []
        for _ in range(number):
            value = self.one(values)
            taken = {one.casefold() for one in drawn if one}
            drawn.append(None if value and value.casefold() in taken else value)
        return drawn

    def tied(self, record: Record, mis_id: str) -> Record:
        how = self.one(TIES)
        if how == "not linked":
            return record
        link = Link("arbor" if how == "elsewhere" else MIS, mis_id)
        reasons = list(Reason) if isinstance(record, Pupil) else [Reason.GONE]
        desync = Desync(EARLIER, self.one(reasons))
        return record.with_(link=link, desync=desync if how == "desynced" else None)

    def name(self) -> dict[str, str]:
        return {"first_name": self.one(FIRST), "last_name": self.one(LAST)}

    def hub(self) -> Hub:
        names = self.some(CLASSES, lambda name: name)
        classes = [self.tied(a_class(name, number=n), f"c{n}") for n, name in enumerate(names)]
        years = self.some(CODES, lambda code: self.tied(a_year(code), f"y{code}"))
        class_ids = [None, *(one.id for one in classes)]

        def pupil(mis_id: str) -> Record:
            held = a_pupil(int(mis_id), date_of_birth=self.one(BIRTHS), access=self.one(list(Access)))
            place = held.with_(year_group=self.one([None, *CODES]), class_id=self.one(class_ids))
            return self.tied(place.with_(**self.name()), mis_id)

        def teacher(mis_id: str) -> Record:
            return self.tied(a_teacher(int(mis_id), **self.name()), mis_id)

        pupils, teachers = self.some(IDS, pupil), self.some(IDS, teacher)
        upns, emails = self.distinct(UPNS, len(pupils)), self.distinct(EMAILS, len(teachers))
        return a_hub(
            *classes,
            *years,
            *(one.with_(upn=value) for one, value in zip(pupils, upns, strict=True)),
            *(self.reached(one, value) for one, value in zip(teachers, emails, strict=True)),
        )

    def reached(self, teacher: Record, email: str | None) -> Record:
        """A teacher with an email, often that of the MIS."""
        by_hand = email is None or self.chance.random() < 0.4
        mis_email = self.one(EMAILS) if by_hand and email else email
        return teacher.with_(email=email, mis_email=mis_email if teacher.link else None)

    def reading(self) -> Reading:
        def pupil(mis_id: str) -> MisRow:
            starts_on = TOMORROW if self.chance.random() < 0.1 else None
            facts = {"date_of_birth": self.one(BIRTHS), "upn": self.one(UPNS), "starts_on": starts_on}
            return a_row(0, mis_id, year_code=self.one([None, *CODES]), **self.name(), **facts)

        def teacher(mis_id: str) -> MisRow:
            return a_staff_row(0, mis_id, email=self.one(EMAILS), **self.name())

        def group(number: str) -> MisRow:
            return a_mis_class(self.one(CLASSES), f"c{number}", *self.some(IDS, lambda mis_id: mis_id))

        def broken(mis_id: str) -> InvalidRow:
            return InvalidRow(mis_id=mis_id, problem="the last name is a number")

        def leaver(mis_id: str) -> MisLeaver:
            return MisLeaver(mis_id=mis_id, left_on=self.one([None, EARLIER, TODAY, TOMORROW]))

        def year(code: str) -> MisRow:
            return a_mis_year(code, members=self.one([None, tuple(self.some(IDS, lambda mis_id: mis_id))]))

        ids, bad = self.chance.sample(IDS, len(IDS)), self.chance.randint(0, 2)
        rows = self.some(ids[bad:], pupil) + self.some(ids[bad:], teacher) + self.some(list("0178"), group)
        leavers = self.some(IDS, leaver)
        invalid = {kind: self.some(ids[:bad], broken) for kind in (Kind.PUPIL, Kind.TEACHER)}
        reading = a_reading(
            *rows, *self.some(CODES, year), leavers=leavers, staff_leavers=leavers, invalid_rows=invalid
        )
        return structs.replace(
            reading,
            answers={kind: self.answers() for kind in (Kind.PUPIL, Kind.TEACHER)},
            stale_reason="The last collection from the MIS failed." if self.chance.random() < 0.1 else None,
        )

    def answers(self) -> dict[str, PresenceAnswer]:
        """What is answered about some people by id."""
        answers = [PresenceAnswer(presence) for presence in Presence]
        answers.append(PresenceAnswer(Presence.LEFT, EARLIER))
        return {mis_id: self.one(answers) for mis_id in self.some(IDS, lambda mis_id: mis_id)}

    def random_school(self) -> RandomSchool:
        kinds = self.one([tuple(Kind), (Kind.PUPIL,), (Kind.TEACHER,), (Kind.CLASS, Kind.PUPIL)])
        hub = self.hub()
        is_known = any(one.code == "4" for one in hub.year_groups.values())
        years = ("4",) if Kind.PUPIL in kinds and is_known and self.chance.random() < 0.4 else ()
        return RandomSchool(hub, self.reading(), kinds, years, self.chance.random() < 0.5)


def random_schools() -> st.SearchStrategy[RandomSchool]:
    """Any hub, any whole reading, any scope."""
    seeds, sizes = st.integers(0, 2**32), st.integers(1, 6)
    return st.builds(lambda seed, size: Maker(seed, size).random_school(), seeds, sizes)


def confirming(plan: Plan) -> Decisions:
    """Decisions that confirm the first candidate of every row in doubt."""
    decisions = Decisions()
    for kind, mis_id, record_id in _doubts(plan):
        decisions = decisions.confirm(kind, mis_id, record_id)
    return decisions


def parting(plan: Plan) -> Decisions:
    """Decisions that part every row in doubt from its first candidate."""
    decisions = Decisions()
    for kind, mis_id, record_id in _doubts(plan):
        decisions = decisions.unmatch(kind, mis_id, record_id)
    return decisions


def _doubts(plan: Plan) -> list[tuple[Kind, str, str]]:
    return [
        (part.kind, pair.row.mis_id, pair.candidates[0].record_id)
        for part in plan.kinds
        for pair in part.pairs
        if pair.row and pair.candidates
    ]
