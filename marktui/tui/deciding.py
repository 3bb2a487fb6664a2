"""From a key on a list of people to the decision: the dialogs, and what is told afterwards."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from textual.widget import Widget

from marktui.connectors.mis import MisPupil
from marktui.hub.error import MarktuiError
from marktui.hub.kind import Kind
from marktui.hub.leaving import Decision
from marktui.hub.record import Pupil
from marktui.sync.by_hand import why_not
from marktui.sync.session import Session
from marktui.tui.decide_words import done_words, rejoin_words
from marktui.tui.leaver_view import LeaverView
from marktui.tui.messages import FailureTold, HubChanged, PairChosen
from marktui.tui.screens.confirm import Confirm
from marktui.tui.screens.decide import Answer, DecideDialog
from marktui.tui.screens.purge import PurgeDialog
from marktui.tui.screens.rejoin import RejoinDialog
from marktui.tui.widgets.browser import Browser
from marktui.tui.widgets.leavers_panel import LeaversPanel
from marktui.tui.words import failure_words

_FOR = 12
"""Seconds for which the end of a decision is told: it names the entry that takes it back."""


class Deciding:
    """Asks what a decision means, carries it out, and tells the host that the hub is another one.

    Args:
        session: The hub and who is at the keyboard.
        host: The widget that shows the lists.
    """

    def __init__(self, session: Session, host: Widget) -> None:
        self._session = session
        self._host = host

    def ask(self, decision: Decision, browser: Browser[Any]) -> None:
        """Ask about those who are marked, else about whom the cursor is on.

        Args:
            decision: What is to be decided.
            browser: The list.
        """
        under = browser.table.cursor_id
        ids = browser.marks or frozenset({under} if under else ())
        self._ask(decision, browser, _in_order(browser, ids), deletes_next=False)

    def _ask(
        self, decision: Decision, browser: Browser[Any], ids: Sequence[str], *, deletes_next: bool
    ) -> None:
        hidden = len(frozenset(ids).difference(browser.table.ids))
        dialog = DecideDialog(self._session, decision, ids, hidden)
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
            self._host.app.push_screen(confirm, partial(self._rejoin, leaver.id, who.id))

    def _match_row(self, view: LeaverView, leaver: Pupil, row: MisPupil) -> None:
        """A row that the hub does not have yet is matched in the review, which its save makes so."""
        reason = why_not(view.plan, Kind.PUPIL, row.mis_id, leaver.id) if view.plan else None
        if reason is not None:
            self._host.notify(reason, severity="warning", markup=False)
        else:
            self._host.post_message(PairChosen(Kind.PUPIL, row.mis_id, leaver.id))
            self._host.notify("Matched in the pupil review: 5, then s, saves it.", markup=False)

    def _rejoin(self, leaver_id: str, other_id: str, sure: bool | None) -> None:
        if sure:
            self._host.run_worker(self._rejoined(leaver_id, other_id), group="rejoin")

    async def _rejoined(self, leaver_id: str, other_id: str) -> None:
        try:
            decided = await self._session.ledger.rejoin(leaver_id, other_id)
        except MarktuiError as error:
            self._host.notify(failure_words(error), severity="error", markup=False)
            self._host.post_message(FailureTold(error))
        else:
            words = f"Entry {decided.entry}: matched; they are synced again. u takes it back."
            self._host.notify(words, timeout=_FOR, markup=False)
            self._host.post_message(HubChanged())

    def show_due(self) -> None:
        """Show whose deletion is due, and erase those who are chosen."""
        self._host.app.push_screen(PurgeDialog(self._session), self._heed_purge)

    def _heed_purge(self, said: str | None) -> None:
        if said is not None:
            self._host.notify(said, timeout=_FOR, markup=False)
            self._host.post_message(HubChanged())


def _in_order(browser: Browser[Any], ids: frozenset[str]) -> list[str]:
    """Those who are shown as they are shown, then the others."""
    shown = [one for one in browser.table.ids if one in ids]
    return [*shown, *sorted(ids.difference(shown))]
