"""Clashes: who else claims what a row claims, and what a person can do."""

from collections.abc import Iterable, Iterator

from marktui.connectors.mis import MisClass, MisPerson, MisRow, MisTeacher, MisYearGroup
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import Message, NameClass, NextStep, SayYear
from marktui.hub.model.record import Person, Record, SchoolClass, YearGroup
from marktui.hub.model.text import fold
from marktui.sync.match.evidence import key_of
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.model.plan import Plan


def claimed(one: MisRow | Record) -> str | None:
    """What must be unique: a UPN, email, year code or class name; None where unknown or unusable."""
    match one:
        case MisPerson() | Person():
            return key_of(one)
        case MisClass() | SchoolClass():
            return fold(one.name)
        case MisYearGroup() | YearGroup():
            return one.code
    return None


def claimants(plan: Plan, pair: Pair) -> Iterator[tuple[MisRow | None, Record | None]]:
    """What else claims the same as the row of a line: a row, a record, or a row with its record."""
    part = plan.part(pair.kind)
    key = claimed(pair.row) if pair.row else None
    if part is None or pair.row is None or key is None:
        return
    listed: set[str] = set()
    for other in part.pairs:
        if other.row is not None and other.row.mis_id != pair.row.mis_id and claimed(other.row) == key:
            listed |= {other.record.id} if other.record else set()
            yield other.row, other.record
    for record in plan.hub.records(pair.kind).values():
        if record.id not in listed and claimed(record) == key:
            yield None, record


_KEYS = {Kind.TEACHER: "email", Kind.PUPIL: "UPN", Kind.CLASS: "name", Kind.YEAR_GROUP: "code"}
_AT_MOST = 3
"""How many names a sentence has at most."""


def key_word(kind: Kind) -> str:
    """What must be unique in a kind: `UPN`, `email`, `name`, `code`."""
    return _KEYS[kind]


def row_words(row: MisRow) -> str:
    """A row by its name and MIS id: `Amal Ahmed (MIS id 12)`; by the id if it has no name."""
    return f"{row.name} (MIS id {row.mis_id})" if row.name else f"the row with the MIS id {row.mis_id}"


def record_words(record: Record) -> str:
    """A record by its name and id: `Amal Ahmed (p000012)`."""
    return f"{record.label} ({record.id})"


def some_words(words: Iterable[str], unnamed: int = 0) -> str:
    """Words in a sentence, the first few of many: `4A, 4B and 3 more`.

    Args:
        unnamed: How many there are besides.
    """
    named = list(words)
    more = max(0, len(named) - _AT_MOST) + unnamed
    shown = named[:_AT_MOST] + ([f"{more:,} more"] if more > 0 else [])
    return " and ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else "".join(shown)


def tell_apart(row: MisRow) -> tuple[NextStep, ...]:
    """What a person can say of a group that claims the same as another one; nothing of people."""
    match row:
        case MisYearGroup():
            return (SayYear(row.mis_id),)
        case MisClass():
            return (NameClass(row.mis_id),)
    return ()


def clash_message(plan: Plan, pair: Pair) -> Message:
    """Everything that claims what the row of a line claims, and what to do."""
    rivals = list(claimants(plan, pair))
    rows = [row for row, _ in rivals if row is not None]
    records = [record for row, record in rivals if row is None and record is not None]
    others = some_words([*map(row_words, rows), *map(record_words, records)]) or "somebody else"
    word = key_word(pair.kind)
    clash = f"In a clash: the same {word} as {others}."
    if rows and pair.row is not None and (steps := tell_apart(pair.row)):
        return Message(clash, steps)
    return Message(f"{clash} {_ways_out(word, has_rows=bool(rows), has_records=bool(records))}")


def no_email_words(pair: Pair) -> str:
    """What it means that a member of staff has no email, as a sentence."""
    shared = pair.row.shared_email if isinstance(pair.row, MisTeacher) else None
    reason = f"The MIS gives {shared} to several staff" if shared else "The MIS gives no email"
    if pair.status is PairStatus.SYNCED:
        return f"{reason}; the link stays, and the hub keeps its email."
    if pair.status is PairStatus.MATCHED:
        return f"{reason}; they are matched by hand, and the hub keeps its email."
    return f"{reason}, so they can only be matched by name, and a person has to confirm it."


def _ways_out(word: str, *, has_rows: bool, has_records: bool) -> str:
    if has_records and not has_rows:
        return f"Match the row to that record if they are the same; otherwise correct the {word} on one side."
    if has_rows:
        return f"Correct the {word} in the MIS and read again; until then neither is imported or merged."
    return f"Correct the {word} and read again."
