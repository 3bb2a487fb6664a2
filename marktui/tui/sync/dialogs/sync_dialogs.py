"""What the keys of MIS user sync ask before they do something."""

from textual.widget import Widget

from marktui.hub.model.kind import Kind
from marktui.sync.model.proposal import Outcome
from marktui.sync.model.scope import Filter
from marktui.sync.session import Session
from marktui.tui.commands.screen import READ_ONLY
from marktui.tui.common.big_work import work_out
from marktui.tui.common.hub_view import HubView
from marktui.tui.review.words import FORGOTTEN, TAKEN_OVER, discard_question, earlier_question
from marktui.tui.sync.workflow import OpenReview, Workflow


class SyncDialogs:
    """Opens the dialogs of MIS user sync and waits for their answers.

    Args:
        host: The widget whose keys ask.
    """

    def __init__(self, session: Session, host: Widget, workflow: Workflow) -> None:
        self._session = session
        self._host = host
        self._workflow = workflow

    async def limit(self, view: HubView, review: OpenReview | None) -> Filter | None:
        """Ask which pupils the sync is to be limited to; None leaves it as it is."""
        from marktui.tui.sync.dialogs.pupil_filter_dialog import LimitDialog, limit_choices

        choices = limit_choices(view.hub, review.proposal.plan.reading if review else None)
        return await self._host.app.push_screen_wait(LimitDialog(choices, self._workflow.limit))

    async def remembered(self, view: HubView) -> bool:
        """Show what every sync remembers; true if something was forgotten."""
        from marktui.tui.sync.dialogs.remembered_dialog import RememberedDialog

        refusal = READ_ONLY if view.read_only else view.refusal
        readings = tuple(self._workflow.readings.values())
        dialog = RememberedDialog(self._session, view.hub, readings, refusal)
        answer = await self._host.app.push_screen_wait(dialog)
        return bool(answer)

    async def may_discard(self, review: OpenReview) -> bool:
        """Ask whether a review may be discarded, if something was decided in it."""
        number, answers = review.decisions.number, {"discard": "Discard"}
        if not number:
            return True
        from marktui.tui.common.widgets.question import Question

        question = Question(discard_question(number), FORGOTTEN, answers, cancel="Stay", is_dangerous=True)
        answer = await self._host.app.push_screen_wait(question)
        return bool(answer)

    async def settle_earlier(self, kinds: tuple[Kind, ...]) -> bool:
        """Ask about the decisions that an earlier session left behind; False where nothing is to be read."""
        number = self._workflow.kept.earlier(kinds).number
        if not number:
            return True
        from marktui.tui.common.widgets.question import Question

        answers = {"take": "Take them over", "forget": "Forget them"}
        question = Question(earlier_question(number), TAKEN_OVER, answers, cancel="Not now")
        answer = await self._host.app.push_screen_wait(question)
        if answer is not None:
            self._workflow.settle_earlier(kinds, is_taken=answer == "take")
        return answer is not None

    async def approval(self, outcome: Outcome) -> str | None:
        """Ask whether exactly this plan may be saved, though it is held; gives its id if so."""
        from marktui.tui.sync.dialogs.held_dialog import Held, HeldDialog

        held = await work_out(len(outcome.plan.changes), Held.of, outcome)
        return await self._host.app.push_screen_wait(HeldDialog(held))
