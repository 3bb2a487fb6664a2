"""Messages about the plan under review."""

from dataclasses import dataclass

from textual.message import Message

from marktui.hub.model.kind import Kind
from marktui.tui.review.lines import ReviewLines


@dataclass
class PlanProposed(Message):
    """Everything was read, and the plan is there to be reviewed."""

    kind: Kind
    lines: ReviewLines
    lapsed: int = 0
    """How many decisions of the review before have nothing left to decide."""


@dataclass
class PlanRevised(Message):
    """There is a new plan, with what the reviewer decided."""

    kind: Kind
    lines: ReviewLines
