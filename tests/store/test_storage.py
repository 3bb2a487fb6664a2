"""The hub file proves its own content: any altered byte is noticed."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marktui.hub.model.text import clean
from marktui.store.disk.errors import DamagedError, NewerFormatError, NoHubError, StoreError
from marktui.store.file.hub_file import checked, encode, read_generation, read_head
from marktui.store.file.migration import Tables

from .builders import NOW

PATH = Path("hub.json")
TABLES: Tables = {
    "school": {"1": {"school": {"name": "Ashgrove"}}},
    "pupils": {"7": {"id": "p000007", "name": 'Zoë "Zo" 山田 [/b]'}, "8": {"id": "p000008"}},
    "classes": {},
}
CONTENT = encode(TABLES, 41, NOW)

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(exclude_categories=["Cs"])).map(clean),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
    max_leaves=8,
)
rows = st.dictionaries(
    st.integers(1, 99).map(str), st.dictionaries(st.text("abc", max_size=3), plain), max_size=4
)


names = st.sampled_from(["school", "pupils", "classes"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(names, rows, min_size=1), st.integers(0, 10**12))
def test_what_is_encoded_is_decoded(tables: Tables, generation: int) -> None:
    head, content = checked(encode(tables, generation, NOW), PATH)
    read = orjson.loads(content)
    read.pop("hub")
    assert (head.generation, read) == (generation, tables)


UNSEEN = st.text(st.sampled_from("A\x00\t\n\x1b\x7f\x9b\u061c\u200b\u202e\u2066\ufeff"), min_size=1)


@given(UNSEEN)
def test_what_was_written_behind_marktuis_back_is_cleaned(text: str) -> None:
    tables: Tables = {"pupils": {"7": {"name": f"Ana {text}Reis", text: [text]}}}
    _head, content = checked(encode(tables, 3, NOW), PATH)
    read = orjson.loads(content)
    assert read["pupils"] == {"7": {"name": clean(f"Ana {text}Reis"), clean(text): [clean(text)]}}


@given(st.integers(0, len(CONTENT) - 1), st.integers(1, 255))
def test_one_altered_byte_is_noticed(at: int, flip: int) -> None:
    altered = CONTENT[:at] + bytes([CONTENT[at] ^ flip]) + CONTENT[at + 1 :]
    with pytest.raises((DamagedError, NewerFormatError)):
        checked(altered, PATH)


@given(st.integers(0, len(CONTENT) - 1))
def test_file_that_was_cut_off_is_noticed(length: int) -> None:
    with pytest.raises(DamagedError):
        checked(CONTENT[:length], PATH)


@given(st.binary(min_size=1, max_size=20))
def test_file_with_something_after_it_is_noticed(more: bytes) -> None:
    with pytest.raises(DamagedError):
        checked(CONTENT + more, PATH)


@given(st.binary())
def test_anything_else_is_no_hub(content: bytes) -> None:
    with pytest.raises(DamagedError):
        checked(content, PATH)


def test_newer_format_says_so() -> None:
    newer = CONTENT.replace(b'"format":3', b'"format":4', 1)
    with pytest.raises(NewerFormatError, match=r"newer marktui \(format 4; this one knows 3\)") as no:
        checked(newer, PATH)
    assert isinstance(no.value, StoreError)
    assert no.value.hint


def test_generation_is_read_from_the_first_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "hub.json"
    path.write_bytes(CONTENT.partition(b"\n")[0] + b"\nanything")
    assert read_generation(path) == 41


def test_first_line_tells_the_moment_of_the_commit_in_utc(tmp_path: Path) -> None:
    path = tmp_path / "hub.json"
    summer = datetime(2026, 7, 1, 1, 30, 59, 999_999, tzinfo=timezone(timedelta(hours=2)))
    path.write_bytes(encode(TABLES, 7, summer))
    head = read_head(path)
    assert (head.format, head.generation, head.at) == (3, 7, "2026-06-30T23:30:59Z")
    assert head.at is not None
    assert datetime.fromisoformat(head.at) == summer.astimezone(UTC).replace(microsecond=0)


def test_generation_of_no_file_or_no_hub(tmp_path: Path) -> None:
    path = tmp_path / "hub.json"
    with pytest.raises(NoHubError):
        read_generation(path)
    path.write_bytes(b"{}")
    with pytest.raises(DamagedError):
        read_generation(path)
