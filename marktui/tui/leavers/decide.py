"""The dialog of a decision about people: first what it does to how many, then the deed."""

from collections.abc import Collection, Iterable
from datetime import date
from string import digits

from msgspec import Struct
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Input, Static
from textual.worker import Worker

from marktui.hub.people.snapshot import Outdated, OutdatedError, Snapshot
from marktui.hub.rules.decision_refusals import DecisionRefusedError, RefusalReason
from marktui.hub.rules.leaver_decisions import Assessment, Decision, DecisionRequest, parse_review_day
from marktui.sync.decide.hub_writer import DecisionResult
from marktui.sync.session import Session
from marktui.tui.common.messages import FailureShown
from marktui.tui.common.text.words import describe_failure, failure_words
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.common.widgets.field import Field
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.typed_number import MANY, TypedNumber
from marktui.tui.leavers.decide_words import (
    TWO_STEPS,
    deed_word,
    judged_words,
    left_out_words,
    means_words,
    review_default,
    still_in_mis,
    title_words,
)
from marktui.tui.leavers.still_in_mis import StillInMisDialog


class Answer(Struct, frozen=True):
    """What came of the dialog."""

    verdict: DecisionRequest
    decided: DecisionResult | None = None
    """What was done; None where something else has to be done first."""
    revoke_first: tuple[Snapshot, ...] = ()
    """The people whose access is to be revoked first."""


class DecideDialog(Dialog[Answer | None]):
    """Answers with what was done, with what is to be done first, or with None.

    Args:
        session: The hub and who is at the keyboard.
        decision: What is decided.
        asked: The people it is about, as the list shows them.
        hidden: How many of them are marked and not shown.
    """

    AUTO_FOCUS = "#cancel"
    APPROVED_WITH = digits
    DEFAULT_CSS = """
    DecideDialog > .dialog > Field { margin-bottom: 0; & > Label { width: 14; } }
    DecideDialog > .dialog > TypedNumber { display: none; margin-bottom: 1; & > Label { width: auto; } }
    DecideDialog > .dialog > .means { margin: 1 0; }
    """

    def __init__(
        self, session: Session, decision: Decision, asked: Collection[Snapshot], hidden: int
    ) -> None:
        super().__init__()
        self._session = session
        self._decision = decision
        self._asked = tuple(asked)
        self._hidden = hidden
        self._judged = Assessment((), (), ())
        self._left_out: tuple[Outdated, ...] = ()
        self._is_deciding = False

    def contents(self) -> ComposeResult:
        """Question, what it does to how many, what is to be said besides, the buttons."""
        yield Static("Working out what it would do …", classes="title", markup=False)
        yield MessageLine(classes="problem")
        yield Static(classes="who", markup=False)
        if self._decision is Decision.KEEP:
            yield Field("note", "Note", placeholder="why they are kept")
            until = review_default(self._today).isoformat()
            yield Field("review", "Until", value=until, placeholder="2027-05-01, 6m, or nothing: for good")
        yield Static(means_words(self._decision), classes="means hint", markup=False)
        yield TypedNumber(f"Type {{number}} to {self._decision.value} them")
        with Horizontal(classes="buttons"):
            yield Button(" Cancel ", id="cancel", compact=True)
            yield Button(f" {deed_word(self._decision, self._judged)} ", id="yes", compact=True)
            yield Button(" Revoke first ", id="first", compact=True)

    def on_mount(self) -> None:
        """Work out what it would do."""
        self.query_one("#first").display = False
        if self._decision is Decision.KEEP:
            # Nothing is lost by keeping somebody, and the reason is what is typed.
            self.query_one(Input).focus()
        self.judge()

    @on(TypedNumber.NumberTyped)
    def arm(self) -> None:
        """Let the button be pressed once it has been told what it does, and the number has been typed."""
        self.query_one("#yes", Button).disabled = not self._is_ready

    @on(Input.Submitted)
    @on(Button.Pressed, "#yes")
    def carry_out(self) -> None:
        """Do it, once it has been told what it does, and once only; a second question comes before some."""
        if not self._is_ready or self._is_deciding:
            return
        self._is_deciding = True
        present = still_in_mis(self._judged, self._decision)
        if present:
            others = len(self._judged.changed) - len(present)
            self.app.push_screen(StillInMisDialog(self._decision, present, others), self._insist)
        else:
            self.decide(self._judged.seen, still_in_mis=False)

    def _insist(self, include: bool | None) -> None:
        """Go on with the people who are still in the MIS, without them, or not at all."""
        if include is None:
            self._is_deciding = False
            return
        present = {one.id for one in still_in_mis(self._judged, self._decision)}
        seen = [one for one in self._judged.seen if include or one.id not in present]
        self.decide(seen, still_in_mis=include)

    @on(Button.Pressed, "#cancel")
    def refuse(self) -> None:
        """Do nothing."""
        self.dismiss(None)

    @on(Button.Pressed, "#first")
    def revoke_first(self) -> None:
        """Answer with the people whose access is to be revoked first."""
        self.dismiss(Answer(self._verdict(), revoke_first=self._refused_as(RefusalReason.STILL_WITH_ACCESS)))

    @work(exclusive=True, exit_on_error=False, name="judge")
    async def judge(self) -> Assessment:
        """Find out what it would do to each of them."""
        # People who are still in the MIS are counted here, and asked about in a question of their own.
        return await self._session.decisions.assess(self._asked, self._verdict(still_in_mis=True))

    @work(exclusive=True, exit_on_error=False, name="decide")
    async def decide(self, seen: Collection[Snapshot], *, still_in_mis: bool) -> Answer:
        """Decide about the people it is possible for, as they were shown.

        Args:
            seen: The people.
            still_in_mis: Whether they include people who are still in the MIS.
        """
        verdict = self._verdict(still_in_mis=still_in_mis)
        return Answer(verdict, await self._session.decisions.decide(seen, verdict))

    @on(Worker.StateChanged)
    def show_answer(self, event: Worker.StateChanged) -> None:
        """Show what it would do, answer with what was done, or say why it cannot be done."""
        if event.worker.error is not None:
            self._show_failure(event.worker.error)
        elif isinstance(judged := event.worker.result, Assessment):
            self._show(judged)
        elif isinstance(answer := event.worker.result, Answer):
            self.dismiss(answer)

    def _show_failure(self, error: BaseException) -> None:
        """Say why it cannot be done; where people have changed meanwhile, ask again about the others."""
        self._is_deciding = False
        self.post_message(FailureShown(error))
        if not isinstance(error, OutdatedError | DecisionRefusedError):
            self.show_problem(failure_words(error))
            return
        if isinstance(error, OutdatedError):
            self._leave_out(error.outdated)
        else:
            # The words of the command line are no help here.
            self.show_problem(describe_failure(error).message)
        # Neither the next Enter nor what was typed shall answer a question that has not been read.
        self.query_one("#cancel").focus()
        self.query_one(TypedNumber).clear()
        self.judge()

    def _leave_out(self, people: Iterable[Outdated]) -> None:
        """Ask no longer about people who are not as they were shown, and say so."""
        self._left_out = (*self._left_out, *people)
        gone = {one.seen.id for one in self._left_out}
        self._asked = tuple(one for one in self._asked if one.id not in gone)
        if self._left_out:
            self.show_problem(left_out_words(self._left_out))

    def _show(self, judged: Assessment) -> None:
        self._judged = judged
        self._leave_out(judged.outdated)
        with_access = self._refused_as(RefusalReason.STILL_WITH_ACCESS)
        words = judged_words(
            judged, DecisionRequest(decision=self._decision, today=self._today), self._hidden
        )
        self._say(".title", title_words(self._decision, judged))
        self._say(".who", f"{words}\n{TWO_STEPS}" if with_access else words)
        self.query_one(".means").display = bool(judged.changed)
        for field in self.query(Field):
            field.display = bool(judged.changed)
        gate = self.query_one(TypedNumber)
        gate.number, gate.display = len(judged.changed), self._is_big
        first, yes = self.query_one("#first", Button), self.query_one("#yes", Button)
        first.label, first.display = f" Revoke {len(with_access):,} first ", bool(with_access)
        yes.label, yes.display = f" {deed_word(self._decision, judged)} ", bool(judged.changed)
        self.arm()

    @property
    def _is_ready(self) -> bool:
        # The number is compared when it is asked for: it may be another one since it was typed.
        return bool(self._judged.changed) and (not self._is_big or self.query_one(TypedNumber).is_right)

    @property
    def _is_big(self) -> bool:
        """Whether many are deleted, or many shut out who are at the school."""
        deletes, changed = self._decision is Decision.DELETE, self._judged.changed
        return len(changed if deletes else still_in_mis(self._judged, self._decision)) > MANY

    @property
    def _today(self) -> date:
        return self._session.now().astimezone().date()

    def _verdict(self, *, still_in_mis: bool = False) -> DecisionRequest:
        """What is decided, with what stands in the fields.

        Raises:
            UsageError: The review date is not a valid date.
        """
        typed = {field.name: field.value for field in self.query(Field)}
        return DecisionRequest(
            decision=self._decision,
            today=self._today,
            still_in_mis=still_in_mis,
            note=typed.get("note") or None,
            review_on=parse_review_day(typed.get("review", ""), self._today),
        )

    def _refused_as(self, why: RefusalReason) -> tuple[Snapshot, ...]:
        ids = {one.id for one in self._judged.refused if one.why is why}
        return tuple(one for one in self._asked if one.id in ids)

    def _say(self, where: str, text: str) -> None:
        self.query_one(where, Static).update(Content(text))
