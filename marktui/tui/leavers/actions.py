"""From a key on a list of people to the decision: the dialogs, and what is told afterwards."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from textual.widget import Widget

from marktui.connectors.mis import MisPupil
from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person, Pupil
from marktui.hub.people.snapshot import OutdatedError, Snapshot
from marktui.hub.rules.leaver_decisions import Decision
from marktui.sync.review.manual_match import why_not
from marktui.sync.session import Session
from marktui.tui.common.list.browser import Browser
from marktui.tui.common.messages import FailureShown, HubChanged, PairChosen
from marktui.tui.common.text.words import failure_words
from marktui.tui.common.widgets.confirm import Confirm
from marktui.tui.leavers.decide import Answer, DecideDialog
from marktui.tui.leavers.decide_words import done_words, rejoin_words
from marktui.tui.leavers.panel import LeaversPanel
from marktui.tui.leavers.purge import PurgeDialog
from marktui.tui.leavers.rejoin import RejoinDialog
from marktui.tui.leavers.view import LeaverView

_FOR = 12
"""Seconds for which the end of a decision is told: it names the entry to undo it by."""


class LeaverActions:
    """Asks what a decision means, carries it out, and tells the host that the hub is another one.

    Args:
        session: The hub and who is at the keyboard.
        host: The widget that shows the lists.
    """

    def __init__(self, session: Session, host: Widget) -> None:
        self._session = session
        self._host = host

    def ask(self, decision: Decision, browser: Browser[Any]) -> None:
        """Ask about the marked people, else about the one under the cursor.

        Args:
            decision: What is to be decided.
            browser: The list.
        """
        under = browser.table.cursor_id
        ids = browser.marks or frozenset({under} if under else ())
        seen = _as_shown(browser, _in_order(browser, ids))
        self._ask(decision, browser, seen, deletes_next=False)

    def _ask(
        self, decision: Decision, browser: Browser[Any], seen: Sequence[Snapshot], *, deletes_next: bool
    ) -> None:
        hidden = len({one.id for one in seen}.difference(browser.table.ids))
        dialog = DecideDialog(self._session, decision, seen, hidden)
        heed = partial(self._heed, browser, deletes_next=deletes_next)
        self._host.app.push_screen(dialog, heed)

    def _heed(self, browser: Browser[Any], answer: Answer | None, *, deletes_next: bool) -> None:
        if answer is None:
            return
        if answer.decided is None:
            self._ask(Decision.REVOKE, browser, answer.revoke_first, deletes_next=True)
            return
        words = done_words(answer.decided, answer.verdict)
        if deletes_next:
            # The marks stay for the second step.
            browser.mark(answer.decided.changed)
            words = f"{words} d goes on to delete them."
        else:
            browser.unmark()
        self._host.notify(words, timeout=_FOR, markup=False)
        self._host.post_message(HubChanged())

    def match(self, panel: LeaversPanel) -> None:
        """Look for the pupil under the cursor among those whom the MIS has.

        Args:
            panel: The leavers.
        """
        view, under = panel.leavers, panel.table.cursor_id
        leaver = view.hub.pupils.get(under) if view is not None and under else None
        if view is not None and leaver is not None:
            heed = partial(self._heed_match, view, leaver)
            self._host.app.push_screen(RejoinDialog(view, leaver), heed)

    def _heed_match(self, view: LeaverView, leaver: Pupil, who: Pupil | MisPupil | None) -> None:
        if isinstance(who, MisPupil):
            self._match_row(view, leaver, who)
        elif who is not None:
            question = f"Are {leaver.label} and {who.label} the same pupil?"
            confirm = Confirm(question, rejoin_words(leaver, who), yes="Match them")
            self._host.app.push_screen(confirm, partial(self._rejoin, Snapshot.of(leaver), Snapshot.of(who)))

    def _match_row(self, view: LeaverView, leaver: Pupil, row: MisPupil) -> None:
        """A row that the hub does not have yet is matched in the review, which its save makes so."""
        reason = why_not(view.plan, Kind.PUPIL, row.mis_id, leaver.id) if view.plan else None
        if reason is not None:
            self._host.notify(reason, severity="warning", markup=False)
        else:
            self._host.post_message(PairChosen(Kind.PUPIL, row.mis_id, leaver.id))
            self._host.notify("Matched in the pupil review: 5, then s, saves it.", markup=False)

    def _rejoin(self, leaver: Snapshot, other: Snapshot, sure: bool | None) -> None:
        if sure:
            self._host.run_worker(self._rejoined(leaver, other), group="rejoin")

    async def _rejoined(self, leaver: Snapshot, other: Snapshot) -> None:
        try:
            decided = await self._session.decisions.rejoin(leaver, other)
        except MarktuiError as error:
            self._host.notify(failure_words(error), severity="error", markup=False)
            self._host.post_message(FailureShown(error))
            if isinstance(error, OutdatedError):
                # The list is to show them as they are, before anybody asks again.
                self._host.post_message(HubChanged())
        else:
            words = f"Entry {decided.entry}: matched; they are synced again. u undoes it."
            self._host.notify(words, timeout=_FOR, markup=False)
            self._host.post_message(HubChanged())

    def show_due(self) -> None:
        """Show whose deletion is due, and erase those who are chosen."""
        self._host.app.push_screen(PurgeDialog(self._session), self._heed_purge)

    def _heed_purge(self, said: str | None) -> None:
        if said is not None:
            self._host.notify(said, timeout=_FOR, markup=False)
            self._host.post_message(HubChanged())


def _as_shown(browser: Browser[Any], ids: Iterable[str]) -> list[Snapshot]:
    """People as a list shows them: who they are. How they stand is shown by the dialog."""
    records = ((one, browser.hub.record(one) if browser.hub else None) for one in ids)
    return [
        Snapshot.named(one) if isinstance(one, Person) else Snapshot(id=record_id)
        for record_id, one in records
    ]


def _in_order(browser: Browser[Any], ids: frozenset[str]) -> list[str]:
    """Those who are shown as they are shown, then the others."""
    shown = [one for one in browser.table.ids if one in ids]
    return [*shown, *sorted(ids.difference(shown))]
