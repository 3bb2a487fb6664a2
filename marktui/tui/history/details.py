"""Everything known about one entry of the history, as labels and plain sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from marktui.hub.model.hub import Hub
from marktui.hub.model.intake import school_year
from marktui.hub.model.kind import Kind
from marktui.hub.model.school import Choices
from marktui.hub.model.text import counted
from marktui.store.file.entry import Do, Entry, RecordChange
from marktui.sync.history.listed_entries import ChangedRecord, describe_changes
from marktui.sync.history.named_records import Named, more_kept, named_records
from marktui.tui.common.list.detail import Detail
from marktui.tui.common.text.cells import Tone
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.records import KIND_TONES, KIND_WORDS
from marktui.tui.common.text.words import effort_words, from_to, listed
from marktui.tui.history.view import HistoryLine, HistoryView, has_words
from marktui.wording.dates import moment_words
from marktui.wording.kinds import kind_heading
from marktui.wording.sync.changes import COUNTED, DONE, done_words
from marktui.wording.sync.history import concerns, field_label, field_value, remark, where_kept

_NAMES = frozenset({"first_name", "last_name", "name"})
_PLAIN = frozenset({"status", "access"})
"""The fields whose values say by themselves which field it is."""
_MANY = 20
"""More records than these, and it is worth saying how to come to the rest of them."""


def entry_details(view: HistoryView, line: HistoryLine, text: str) -> Iterator[Detail]:
    """All details of an entry, then its records one by one; each is decoded when it is asked for.

    Where the list is filtered by a text, the records that it names are shown alone.
    """
    entry = line.entry
    number = f" {entry.number}" if entry.number is not None else ""
    yield Detail(
        f"{entry.what.value.capitalize()}{number}", f"{moment_words(entry.at)}, {who_words(view.hub, entry)}"
    )
    shown = view.changes(line, text)
    if len(shown) < len(entry.changes):
        # Somebody who is searched for comes first.
        yield Detail("Records", f"{len(shown):,} of {len(entry.changes):,}: those with the words", alone=True)
        yield from _records(view, shown)
        yield from _effort(line)
    else:
        yield from _effort(line)
        more = ". Tab comes here, PgDn reads on, / finds a name." if len(shown) > _MANY else ""
        yield from [Detail("Records", f"{len(shown):,}{more}", alone=True)] if shown else ()
        yield from _records(view, shown)
        yield from _named(view.hub, entry, text)


def who_words(hub: Hub, entry: Entry) -> str:
    """Who made an entry: the login, and the name of its account."""
    account = hub.teachers.get(entry.account or "")
    return f"{entry.login} ({account.label})" if account else entry.login


def _own(line: HistoryLine) -> Iterator[tuple[str, str]]:
    entry = line.entry
    yield "Did", done_words(line.counts)
    yield "Remark", remark(entry, line.undone_by)
    yield "Concerns", concerns(line.kinds)
    if entry.chosen is not None:
        yield "Remembered", listed(_chosen(entry.chosen))
    for one in entry.settings:
        label = one.name.replace("_", " ")
        before, after = field_value("", one.before, GLYPHS), field_value("", one.after, GLYPHS)
        yield f"{label[0].upper()}{label[1:]}", from_to(before, after)
    yield "Took", effort_words(entry.seconds, entry.requests) if entry.requests else ""
    yield "Plan", entry.plan or ""


def _chosen(choices: Choices) -> Iterator[str]:
    for number, one, many in (
        (len(choices.ticks), "tick", "ticks"),
        (len(choices.unmatched), "pair unmatched", "pairs unmatched"),
        (len(choices.matched), "pair matched", "pairs matched"),
        (len(choices.years), "year of a year group", "years of year groups"),
        (len(choices.classes), "name of a class", "names of classes"),
    ):
        yield counted(number, one, many) if number else ""
    if choices.intake:
        yield f"school year {school_year(choices.intake.year)}"


def _effort(line: HistoryLine) -> Iterator[Detail]:
    """What the entry is about, what it took, and what was counted."""
    yield from (Detail(label, text) for label, text in _own(line) if text)
    yield from _counts(line.entry.counts)


def _counts(counts: Mapping[str, Mapping[str, int]]) -> Iterator[Detail]:
    for kind in Kind:
        numbers = counts.get(kind.plural, {})
        words = listed(f"{numbers[name]:,} {word}" for name, word in COUNTED.items() if numbers.get(name))
        if words:
            yield Detail(kind_heading(kind), words, alone=True)


def _named(hub: Hub, entry: Entry, text: str) -> Iterator[Detail]:
    """The records that the entry names without having changed them, a line for each."""
    named = list(named_records(hub, entry))
    found = [(one, what) for one, what in named if has_words(one, text)] or named
    for what, number in Counter(what for _, what in named).items():
        more = more_kept(entry) if what is Named.KEPT else 0
        where = f", {where_kept(entry)}" if what is Named.KEPT else ""
        rest = f" and {more:,} more" if more else ""
        yield Detail(what.capitalize(), f"{number:,}{rest}{where}", alone=True)
    for one, what in found:
        yield Detail(
            KIND_WORDS[one.kind],
            f"{one.label}: {what.value}",
            KIND_TONES.get(one.kind, Tone.PLAIN),
            alone=True,
        )


def _records(view: HistoryView, changes: Iterable[RecordChange]) -> Iterator[Detail]:
    for one in describe_changes(view.hub, changes):
        tone = KIND_TONES.get(one.kind, Tone.PLAIN)
        yield Detail(KIND_WORDS[one.kind], f"{one.name}: {DONE[one.count]}", tone, alone=True)
        yield from changed_details(one)


def changed_details(changed: ChangedRecord) -> Iterator[Detail]:
    """What a change did to its record, a line for each field."""
    if changed.do in (Do.CREATE, Do.REMOVE):
        # The state of what came or went as a whole says enough, in one line.
        place = changed.do is Do.CREATE
        state = {name: pair[place] for name, pair in changed.fields.items() if name not in _NAMES}
        yield Detail("", listed(_stated(state.items())), Tone.MUTED, alone=True)
        return
    for name, (before, after) in changed.fields.items():
        old, new = field_value(name, before, GLYPHS), field_value(name, after, GLYPHS)
        yield Detail(f"  {field_label(name)}", from_to(old, new), alone=True)


def _stated(state: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    for name, value in state:
        if value:
            words = field_value(name, value, GLYPHS)
            yield words if name in _PLAIN else f"{field_label(name)} {words}"
