"""Messages about the plan under review."""

from typing import TYPE_CHECKING

from textual.message import Message

from marktui.tui.common.messages import with_fields

if TYPE_CHECKING:
    from marktui.sync.model.proposal import Proposal
    from marktui.tui.review.lines import Lines


@with_fields
class PlanProposed(Message):
    """Everything was read, and the plan is there to be reviewed."""

    proposal: "Proposal"
    lines: "Lines"
    lapsed: int = 0
    """How many decisions of the review before have nothing left to decide."""


@with_fields
class PlanRevised(Message):
    """There is a new plan, with what the reviewer decided."""

    proposal: "Proposal"
    lines: "Lines"
