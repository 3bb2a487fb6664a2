"""Why rows are left alone is said in words, whatever the reason."""

import pytest

from marktui.sync.model.pair import LeftAlone
from marktui.wording.people.left_alone import left_alone_words


@pytest.mark.parametrize("why", list(LeftAlone))
def test_each_reason_has_words(why: LeftAlone) -> None:
    assert "_" not in left_alone_words(why)
