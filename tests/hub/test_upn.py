"""The check letter of a Unique Pupil Number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marktui.hub.people.upn import is_valid_upn, tidy_upn, usable_upn

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
RIGHT = "B801200005001"


@pytest.mark.parametrize("upn", [RIGHT, "X00180001701A", "P207000016049"])
def test_right_letter_is_accepted(upn: str) -> None:
    assert is_valid_upn(upn)


@pytest.mark.parametrize(
    "upn",
    [
        "",
        "Q207000016049",
        "b801200005001",
        f" {RIGHT}",
        f"{RIGHT}\n",
        RIGHT[:-1],
        f"{RIGHT}0",
        "B80120000500I",
    ],
)
def test_wrong_letter_or_shape_is_refused(upn: str) -> None:
    assert not is_valid_upn(upn)


@given(st.integers(0, 10**12 - 1))
def test_exactly_one_letter_fits(number: int) -> None:
    assert [is_valid_upn(f"{letter}{number:012}") for letter in LETTERS].count(True) == 1


@given(st.integers(0, 10**12 - 1), st.integers(1, 12), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: int, place: int, shift: int) -> None:
    upn = next(one for one in (f"{letter}{number:012}" for letter in LETTERS) if is_valid_upn(one))
    digit = (int(upn[place]) + shift) % 10
    assert not is_valid_upn(upn[:place] + str(digit) + upn[place + 1 :])


@pytest.mark.parametrize(
    "written",
    [
        RIGHT.lower(),
        f" {RIGHT}\n",
        "B 8012 0000 5001",
        "b801\u00a02000\u200905001",
        "\ufeffB801200005001\u200b",
        "B8012\u00ad00005001\u202c",
    ],
)
def test_spaces_capitals_and_unseen_marks_are_put_right_first(written: str) -> None:
    assert tidy_upn(written) == usable_upn(written) == RIGHT


@pytest.mark.parametrize("written", [None, "", " ", "Q207000016049", "n/a", f"{RIGHT} {RIGHT}"])
def test_what_is_no_upn_is_no_key(written: str | None) -> None:
    assert usable_upn(written) is None
