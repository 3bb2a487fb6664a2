"""The dialog of a decision about people: it shows what the decision would do, then does it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from string import digits

from msgspec import Struct, structs
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Input, Static

from marktui.hub.leavers.decisions import Assessment, Decision, DecisionRequest, parse_review_day
from marktui.hub.leavers.refusals import DecisionRefusedError, RefusalReason
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Person
from marktui.hub.people.snapshot import Outdated, OutdatedError, Snapshot
from marktui.sync.decide.hub_writer import DecisionResult
from marktui.sync.session import Session
from marktui.tui.common.widgets.field import Field
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.name_list import NameList
from marktui.tui.common.widgets.question import Question
from marktui.tui.common.widgets.typed_number import MANY, TypedNumber
from marktui.tui.common.widgets.work_dialog import WorkDialog, dialog_work
from marktui.tui.leavers.decide_names import effect_rows, still_in_mis_rows
from marktui.tui.leavers.decide_words import (
    TWO_STEPS,
    changed_since_words,
    deed_word,
    insist_answers,
    insist_title,
    insist_words,
    judged_words,
    kept_before,
    left_out_words,
    means_words,
    still_in_mis,
    title_words,
)
from marktui.wording.dates import shown_day


class DecideAnswer(Struct, frozen=True):
    """The answer of the dialog."""

    request: DecisionRequest
    decided: DecisionResult | None = None
    """What was done; None where something else has to be done first."""
    revoke_first: tuple[Snapshot, ...] = ()
    """The people whose access is to be revoked first."""
    left_out: tuple[Outdated, ...] = ()
    """The people who have changed since they were shown: they are asked about again."""


class DecideDialog(WorkDialog[DecideAnswer | None]):
    """Answers with what was done, with what is to be done first, or with None.

    Args:
        hub: The hub as the list shows it.
        asked: The people it is about, as the list shows them.
        hidden: How many of them are marked and not shown.
        alone: The group that the list shows alone, if it does.
        again: Those who have changed since they were shown, where they are asked about again.
        done: What has been done so far.
    """

    AUTO_FOCUS = "#cancel"
    APPROVED_WITH = digits
    DEFAULT_CSS = """
    DecideDialog > .dialog > Field { margin-bottom: 0; & > Label { width: 14; } }
    DecideDialog > .dialog > TypedNumber { display: none; margin-bottom: 1; & > Label { width: auto; } }
    DecideDialog > .dialog > .who { margin: 0; }
    """

    def __init__(
        self,
        session: Session,
        hub: Hub | None,
        decision: Decision,
        asked: Collection[Snapshot],
        *,
        hidden: int = 0,
        alone: str = "",
        again: Sequence[Outdated] = (),
        done: str = "",
    ) -> None:
        super().__init__()
        self._session = session
        self._hub = hub
        self._decision = decision
        self._asked = tuple(asked)
        self._not_shown = hidden
        self._alone = alone
        self._again = again
        self._done = done
        self._assessment = Assessment((), (), ())
        self._left_out: tuple[Outdated, ...] = ()

    def contents(self) -> ComposeResult:
        """Question, what it does to how many people, who they are, what it means, the buttons."""
        yield Static("Working out what it would do …", classes="title", markup=False)
        yield MessageLine(classes="problem")
        yield MessageLine(classes="who")
        yield NameList()
        if self._decision is Decision.KEEP:
            kept = kept_before(self._asked, self._today)
            yield Field("note", "Note", value=kept.note or "", placeholder="why they are kept")
            until = shown_day(kept.review_on)
            yield Field("review", "Until", value=until, placeholder="31/08/2027, 6m, or nothing: for good")
        yield Static(classes="means hint", markup=False)
        yield TypedNumber(f"Type {{number}} to {self._decision.value} them", "people are meant")
        with Horizontal(classes="buttons"):
            yield Button(" Cancel ", id="cancel", compact=True)
            yield Button(f" {deed_word(self._decision, self._assessment)} ", id="yes", compact=True)
            yield Button(" Revoke first ", id="first", compact=True)

    def on_mount(self) -> None:
        """Work out what it would do."""
        self.query_one("#first").display = False
        if self._decision is Decision.KEEP and not self._again:
            # Keeping people loses nothing, so the reason can be typed at once.
            self.query_one(Input).focus()
        if self._again:
            self.show_problem(f"{self._done}\n{changed_since_words(self._again)}".strip())
        self.assess()

    @on(TypedNumber.NumberTyped)
    def enable_button(self) -> None:
        """Let the button be pressed once the dialog has shown what it does, and the number has been typed."""
        self.query_one("#yes", Button).disabled = not self._is_ready

    @dialog_work
    async def assess(self) -> None:
        """Find out what it would do to each of them."""
        await self._assess()

    async def _assess(self) -> None:
        # People who are still in the MIS are counted here, and asked about in a question of their own.
        self._show(await self._session.decisions.assess(self._asked, self._request(still_in_mis=True)))
        if not self._asked and self._left_out:
            # Nobody is as they were shown: they are asked about again at once.
            self.dismiss(DecideAnswer(self._request(), left_out=self._left_out))

    def submit(self) -> None:
        """Decide."""
        self.decide()

    @on(Button.Pressed, "#yes")
    @dialog_work
    async def decide(self) -> None:
        """Decide, once the dialog has shown what it does; ask again about people who are still in the MIS."""
        if not self._is_ready:
            return
        # What was typed is checked before anything else is asked.
        self._request()
        present = still_in_mis(self._assessment, self._decision)
        include = await self._insist(present) if present else False
        if include is None:
            return
        ids = {one.id for one in present}
        seen = [one for one in self._assessment.seen if include or one.id not in ids]
        request = self._request(still_in_mis=include)
        try:
            decided = await self._session.decisions.decide(seen, request)
            self.dismiss(DecideAnswer(request, decided, left_out=self._left_out))
        except (OutdatedError, DecisionRefusedError) as error:
            self.report(error)
            # Neither the next Enter nor what was typed may answer a question that has not been read.
            self.query_one("#cancel").focus()
            self.query_one(TypedNumber).clear()
            await self._assess()

    async def _insist(self, present: Sequence[Person]) -> bool | None:
        """Ask whether people who are still in the MIS are meant too; None where nothing is to be done."""
        others = len(self._assessment.changed) - len(present)
        question = Question(
            insist_title(self._decision, present),
            insist_words(self._decision, present),
            insist_answers(self._decision, len(present), others),
            names=still_in_mis_rows(self._hub, present) if len(present) > 1 else (),
            is_dangerous=True,
        )
        answer = await self.app.push_screen_wait(question)
        return None if answer is None else answer == "all"

    @on(Button.Pressed, "#first")
    def revoke_first(self) -> None:
        """Answer with the people whose access is to be revoked first."""
        self.dismiss(
            DecideAnswer(self._request(), revoke_first=self._refused_as(RefusalReason.STILL_WITH_ACCESS))
        )

    def show_failure(self, error: Exception) -> None:
        """Say why it cannot be done; people who have changed meanwhile are left out."""
        if isinstance(error, OutdatedError):
            self._leave_out(error.outdated)
        else:
            super().show_failure(error)

    def _leave_out(self, people: Iterable[Outdated]) -> None:
        """Ask no longer about people who are not as they were shown, and say so."""
        self._left_out = (*self._left_out, *people)
        gone = {one.seen.id for one in self._left_out}
        self._asked = tuple(one for one in self._asked if one.id not in gone)
        if self._left_out:
            self.show_problem(left_out_words(self._left_out))

    def _show(self, assessment: Assessment) -> None:
        if self._decision is Decision.KEEP:
            # With another note or day, those who are kept already change as well.
            both = (*assessment.changed, *assessment.unchanged)
            assessment = structs.replace(assessment, changed=both, unchanged=())
        self._assessment = assessment
        self._leave_out(assessment.outdated)
        with_access = self._refused_as(RefusalReason.STILL_WITH_ACCESS)
        words = judged_words(
            assessment,
            DecisionRequest(decision=self._decision, today=self._today),
            self._not_shown,
            self._alone,
        )
        self.show_text(".title", title_words(self._decision, assessment))
        self.query_one(".who", MessageLine).say(f"{words}\n{TWO_STEPS}" if with_access else words)
        self.query_one(NameList).show_names(effect_rows(self._hub, assessment, self._decision))
        self.show_text(".means", means_words(self._decision, assessment.changed))
        self.query_one(".means").display = bool(assessment.changed)
        for field in self.query(Field):
            field.display = bool(assessment.changed)
        typed_number = self.query_one(TypedNumber)
        typed_number.number, typed_number.display = len(assessment.changed), self._is_big
        first, yes = self.query_one("#first", Button), self.query_one("#yes", Button)
        first.label, first.display = f" Revoke {len(with_access):,} first ", bool(with_access)
        yes.label, yes.display = f" {deed_word(self._decision, assessment)} ", bool(assessment.changed)
        self.look_dangerous(self._decision is Decision.DELETE and bool(assessment.changed))
        self.enable_button()

    @property
    def _is_ready(self) -> bool:
        # The number is compared when it is asked for: it may be another one since it was typed.
        return bool(self._assessment.changed) and (not self._is_big or self.query_one(TypedNumber).is_right)

    @property
    def _is_big(self) -> bool:
        """Whether many are deleted, or many shut out who are at the school."""
        deletes, changed = self._decision is Decision.DELETE, self._assessment.changed
        return len(changed if deletes else still_in_mis(self._assessment, self._decision)) > MANY

    @property
    def _today(self) -> date:
        return self._session.today

    def _request(self, *, still_in_mis: bool = False) -> DecisionRequest:
        """What is decided, with what was typed into the fields.

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
        ids = {one.id for one in self._assessment.refused if one.why is why}
        return tuple(one for one in self._asked if one.id in ids)
