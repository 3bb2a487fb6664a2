"""From a key on a list of people to the decision: the dialogs, and the message afterwards."""

from collections.abc import Iterable, Sequence
from typing import Any

from textual.widget import Widget

from marktui.connectors.mis import MisPupil
from marktui.hub.leavers.decisions import Decision
from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person, Pupil
from marktui.hub.people.snapshot import Outdated, OutdatedError, Snapshot
from marktui.sync.review.manual_match import why_not
from marktui.sync.session import Session
from marktui.tui.common.big_work import work_out
from marktui.tui.common.list.catalogue_list import CatalogueList
from marktui.tui.common.messages import TIME_TO_ACT, FailureShown, HubChanged, PairChosen
from marktui.tui.common.text.keys import key_of
from marktui.tui.common.text.words import failure_words
from marktui.tui.common.widgets.question import Question
from marktui.tui.leavers.decide_dialog import DecideAnswer, DecideDialog
from marktui.tui.leavers.decide_words import changed_since_words, done_words, rejoin_words
from marktui.tui.leavers.match_dialog import RejoinDialog
from marktui.tui.leavers.panel import LeaversPanel
from marktui.tui.leavers.purge_dialog import PurgeDialog
from marktui.tui.leavers.view import LeaverView
from marktui.tui.records.page import RecordPage
from marktui.wording.people.match_obstacles import no_match_words


class LeaverActions:
    """Opens the dialogs about people, and lets the host know when they have changed the hub."""

    def __init__(self, session: Session, host: Widget) -> None:
        self._session = session
        self._host = host

    async def decide(self, decision: Decision, panel: CatalogueList[Any]) -> None:
        """Decide about the marked people, else about the one under the cursor."""
        under = panel.table.cursor_id
        ids = panel.marks or frozenset({under} if under else ())
        answer = await self._ask(decision, panel, _as_shown(panel, _in_order(panel, ids)))
        while answer is not None:
            if answer.revoke_first:
                await self._revoke_first(panel, answer.revoke_first)
                return
            done = done_words(answer.decided, answer.request) if answer.decided is not None else ""
            if done:
                panel.unmark()
            if not answer.left_out:
                self._show_change(done)
                return
            answer = await self._ask_again(decision, answer.left_out, done)

    async def _ask_again(
        self, decision: Decision, left_out: Sequence[Outdated], done: str
    ) -> DecideAnswer | None:
        """Ask again about people who have changed since they were shown, as they are now."""
        hub = await self._session.load()
        records = (hub.record(one.seen.id) for one in left_out)
        asked = [Snapshot.of(one) for one in records if isinstance(one, Person)]
        self._host.post_message(HubChanged())
        if not asked:
            words = f"{done} {changed_since_words(left_out)}".strip()
            self._host.notify(words, severity="warning", markup=False)
            return None
        dialog = DecideDialog(self._session, hub, decision, asked, again=left_out, done=done)
        return await self._host.app.push_screen_wait(dialog)

    async def _revoke_first(self, panel: CatalogueList[Any], people: Sequence[Snapshot]) -> None:
        """Take the first of the two steps to delete people; they are marked for the second one."""
        answer = await self._ask(Decision.REVOKE, panel, people)
        if answer is not None and answer.decided is not None:
            panel.mark(answer.decided.changed)
            key = key_of("delete-people", "d")
            self._show_change(f"{done_words(answer.decided, answer.request)} {key} goes on to delete them.")

    async def _ask(
        self, decision: Decision, panel: CatalogueList[Any], people: Sequence[Snapshot]
    ) -> DecideAnswer | None:
        hidden = len({one.id for one in people}.difference(panel.table.ids))
        alone = panel.catalogue.alone(panel.items.view)
        dialog = DecideDialog(self._session, panel.hub, decision, people, hidden=hidden, alone=alone)
        return await self._host.app.push_screen_wait(dialog)

    async def rejoin_dialog(self, panel: LeaversPanel) -> RejoinDialog | None:
        """The window to match the pupil under the cursor in; None where no pupil is."""
        view, under = panel.leavers, panel.table.cursor_id
        leaver = view.hub.pupils.get(under) if view is not None and under else None
        if view is None or leaver is None:
            return None
        offered = await work_out(view.size, lambda: view.namesakes.everybody(leaver))
        return RejoinDialog(view, leaver, offered)

    async def match(self, dialog: RejoinDialog) -> None:
        """Let a pupil who is gone be matched to one of the pupils who are in the MIS."""
        view, leaver = dialog.view, dialog.leaver
        other = await self._host.app.push_screen_wait(dialog)
        if isinstance(other, MisPupil):
            self._match_row(view, leaver, other)
        elif other is not None:
            title = f"Are {leaver.label} and {other.label} the same pupil?"
            question = Question(title, rejoin_words(leaver, other), {"match": "Match them"})
            if await self._host.app.push_screen_wait(question):
                await self._rejoin(Snapshot.of(leaver), Snapshot.of(other))

    def _match_row(self, view: LeaverView, leaver: Pupil, row: MisPupil) -> None:
        """Match a row that the hub does not have yet in the review, which saves it."""
        reason = why_not(view.plan, Kind.PUPIL, row.mis_id, leaver.id) if view.plan else None
        if reason is not None:
            self._host.notify(no_match_words(reason), severity="warning", markup=False)
        else:
            self._host.post_message(PairChosen(Kind.PUPIL, row.mis_id, leaver.id))
            self._host.notify("Matched in the pupil review: 5, then s, saves it.", markup=False)

    async def _rejoin(self, leaver: Snapshot, other: Snapshot) -> None:
        try:
            decided = await self._session.decisions.rejoin(leaver, other)
        except MarktuiError as error:
            self._host.notify(failure_words(error), severity="error", markup=False)
            self._host.post_message(FailureShown(error))
            if isinstance(error, OutdatedError):
                # The list is to show them as they are, before anybody asks again.
                self._host.post_message(HubChanged())
        else:
            self._show_change(
                f"Entry {decided.entry}: matched; they are synced again. {key_of('undo', 'u')} undoes it."
            )

    async def open_record(self, panel: LeaversPanel) -> None:
        """Open the page of the record under the cursor."""
        view, under = panel.leavers, panel.table.cursor_id
        record = view.hub.record(under) if view is not None and under else None
        if view is None or record is None:
            return
        decided = await self._host.app.push_screen_wait(RecordPage(self._session, view, record))
        if decided is not None and decided.entry is not None:
            self._show_change(f"Entry {decided.entry}: changed {record.label}.")

    async def show_due(self) -> None:
        """Show whose deletion is due, and erase the people who are chosen."""
        done = await self._host.app.push_screen_wait(PurgeDialog(self._session))
        if done is not None:
            self._show_change(done)

    def _show_change(self, words: str) -> None:
        """Say what was done, and have the hub loaded again."""
        self._host.notify(words, timeout=TIME_TO_ACT, markup=False)
        self._host.post_message(HubChanged())


def _as_shown(panel: CatalogueList[Any], ids: Iterable[str]) -> list[Snapshot]:
    """People as a list shows them, by name. The dialog shows what is decided about them."""
    records = ((one, panel.hub.record(one) if panel.hub else None) for one in ids)
    return [
        Snapshot.named(one) if isinstance(one, Person) else Snapshot(id=record_id)
        for record_id, one in records
    ]


def _in_order(panel: CatalogueList[Any], ids: frozenset[str]) -> list[str]:
    """Those who are shown as they are shown, then the others."""
    shown = [one for one in panel.table.ids if one in ids]
    return [*shown, *sorted(ids.difference(shown))]
