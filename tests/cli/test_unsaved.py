"""`marktui status` says what was decided in the interface and not saved."""

import asyncio

from marktui.hub.model.kind import Kind
from marktui.sync.decide.unsaved import UnsavedReview
from marktui.sync.model.review_decisions import Decisions

from .school import School


def test_status_tells_of_decisions_that_are_not_saved(school: School) -> None:
    decided = Decisions().tick(Kind.PUPIL, "1", False).tick(Kind.PUPIL, "2", False)
    asyncio.run(UnsavedReview(school.folder).write("assembly", decided))
    said = school.run("status").ended(0).out
    assert "2 decisions of a review are not saved: read again in the interface to take them over" in said
