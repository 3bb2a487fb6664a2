"""The history is only ever added to; what was cut off, altered or never committed does not stand."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from marktui.hub.model.record import Pupil
from marktui.store.disk.errors import StoreError
from marktui.store.file.entry import Entry, What
from marktui.store.file.record_changes import record_change
from marktui.store.history.history import History

from .builders import NOW, entry, mode


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history.jsonl")


def change(text: str, generation: int) -> Entry:
    return structs.replace(entry(text=text), generation=generation)


def note(text: str) -> Entry:
    return entry(What.NOTHING, text)


def texts(history: History, generation: int = 99) -> list[str]:
    return [one.text for one in history.committed(generation)]


def test_entries_come_back_newest_first(history: History) -> None:
    first, second = change("one", 1), note("zwei “drei”")
    history.add(first)
    history.add(second)
    assert list(history.committed(1)) == [second, first]
    assert mode(history.path) == 0o600


def test_no_history_is_empty(history: History) -> None:
    assert texts(history) == []
    history.path.touch()
    assert texts(history) == []


def test_each_entry_is_one_line_of_json(history: History) -> None:
    for one in (change("one\ntwo", 1), note("three")):
        history.add(one)
    assert history.path.read_bytes().count(b"\n") == 2


def test_what_was_written_behind_marktuis_back_is_cleaned(history: History) -> None:
    history.add(note("Ana\x1b]52;c;QQ==\x07 \u202eReis\nand\x9b2J more"))
    assert texts(history) == ["Ana]52;c;QQ== Reis and2J more"]


def test_altered_line_is_not_shown_and_the_others_are(history: History) -> None:
    for text in ("one", "two", "three"):
        history.add(note(text))
    history.path.write_bytes(history.path.read_bytes().replace(b'"two"', b'"TWO"'))
    assert texts(history) == ["three", "one"]


@given(st.data())
def test_any_altered_byte_of_a_line_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    history = History(tmp_path_factory.mktemp("history") / "history.jsonl")
    history.add(note("kept"))
    start = history.path.stat().st_size
    history.add(note("altered"))
    content = bytearray(history.path.read_bytes())
    entry_at = content.index(b'"entry":', start) + len(b'"entry":')
    content[data.draw(st.integers(entry_at, len(content) - 3))] ^= data.draw(st.integers(1, 255))
    history.path.write_bytes(content)
    assert "altered" not in texts(history)
    assert texts(history)[-1:] == ["kept"]


@pytest.mark.parametrize("cut", [1, 2, 20, 100])
def test_line_that_was_cut_off_does_not_stand_and_swallows_nothing(history: History, cut: int) -> None:
    history.add(note("before"))
    history.add(change("cut off", 5))
    history.path.write_bytes(history.path.read_bytes()[:-cut])
    assert texts(history) == ["before"]
    history.void_uncommitted(4)
    history.add(change("after", 5))
    history.add(note("last"))
    assert texts(history) == ["last", "after", "before"]


def test_change_that_was_never_committed_does_not_stand(history: History) -> None:
    history.add(change("committed", 1))
    history.add(change("lost", 2))
    history.add(note("a note stands at once"))
    assert texts(history, generation=1) == ["a note stands at once", "committed"]
    assert texts(history, generation=2) == ["a note stands at once", "lost", "committed"]


def test_lost_change_is_set_aside_for_good(history: History) -> None:
    history.add(change("committed", 1))
    history.add(change("lost", 2))
    history.void_uncommitted(1)
    history.add(change("second try", 2))
    history.add(change("third", 3))
    assert texts(history, generation=3) == ["third", "second try", "committed"]


def test_change_lost_twice_is_set_aside_twice(history: History) -> None:
    for text in ("lost", "lost again", "done"):
        history.void_uncommitted(0)
        history.add(change(text, 1))
    assert texts(history, generation=1) == ["done"]


def test_nothing_is_set_aside_after_a_commit(history: History) -> None:
    history.add(change("committed", 1))
    size = history.path.stat().st_size
    history.void_uncommitted(1)
    assert history.path.stat().st_size == size


def test_folder_that_is_missing_is_explained(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        History(tmp_path / "nowhere" / "history.jsonl").add(note("lost"))


def test_reading_can_stop_half_way(history: History) -> None:
    for text in ("one", "two"):
        history.add(note(text))
    newest = history.committed(1)
    assert next(newest).text == "two"
    newest.close()  # type: ignore[attr-defined]
    history.add(note("three"))
    assert texts(history)[0] == "three"


@pytest.mark.parametrize("size", [1, 100, 1 << 18, 3 << 18])
def test_lines_of_any_length_come_back_whole(history: History, size: int) -> None:
    written = [note("before"), note("x" * size), note("after" * size), note("last")]
    for one in written:
        history.add(one)
    assert list(history.committed(1)) == written[::-1]
    assert [one.text for one in history.heads(1)] == [one.text for one in written[::-1]]
    with history.path.open("ab") as file:
        file.write(b"x" * size)
    assert texts(history)[0] == "last"


def test_a_head_is_the_entry_without_what_it_has_of_each_record(history: History) -> None:
    a_pupil = Pupil(id="p000001", first_name="Ana", last_name="Reis")
    entries = [
        structs.replace(change("one", 1), changes=(record_change(None, a_pupil),), number=1),
        note("two"),
    ]
    for one in entries:
        history.add(one)
    for head, one in zip(history.heads(1), reversed(entries), strict=True):
        assert structs.asdict(one) == {
            **structs.asdict(head),
            "changes": one.changes,
            "web_hub": None,
            "kept": (),
        }


def test_a_head_stands_as_its_entry_does(history: History) -> None:
    history.add(note("kept \u202eand cleaned"))
    history.add(change("lost", 1))
    history.void_uncommitted(0)
    history.add(note("altered"))
    history.path.write_bytes(history.path.read_bytes().replace(b'"altered"', b'"ALTERED"'))
    history.add(change("second try", 1))
    history.add(change("never committed", 2))
    assert [one.text for one in history.heads(1)] == texts(history, 1) == ["second try", "kept and cleaned"]


def test_what_is_not_sought_is_passed_over(history: History) -> None:
    for one in (change("lost", 1), structs.replace(entry(What.VOID), generation=1), note("a note")):
        history.add(one)
    for one in (change("run", 1), note("another note")):
        history.add(one)
    sought = frozenset({entry().what})
    assert [one.text for one in history.heads(1, lambda: sought)] == ["run"]


def test_the_times_of_the_newest_entries_are_found_without_reading_them(tmp_path: Path) -> None:
    history = History(tmp_path / "history.jsonl")
    for day in range(5):
        history.add(structs.replace(entry(), at=NOW + timedelta(days=day)))
    with history.path.open("ab") as file:
        for at in (b"2026-99-99T00:00:00Z", b"2026-01-01T00:00:00", b"0001-01-01T00:00:00Z", b"T"):
            file.write(b'{"sum":"0123456789abcdef","entry":{"what":"run","at":"%s"}}\n' % at)
        file.write(b'{"sum":"01234')
    assert history.times(3) == [NOW + timedelta(days=day) for day in (4, 3, 2)]
    assert len(history.times(9)) == 5
    assert History(tmp_path / "none").times(9) == []
