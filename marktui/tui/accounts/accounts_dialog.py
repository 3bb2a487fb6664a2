"""Who may open the hub: every teacher with their logins, which can be changed here."""

from textual import work
from textual.widgets import Input

from marktui.hub.accounts.logins import logins_of
from marktui.hub.model.hub import Hub
from marktui.sync.decide.accounts import AccountResult
from marktui.sync.session import Session
from marktui.tui.accounts.account_dialog import AccountDialog
from marktui.tui.accounts.nomination_dialog import NominationDialog
from marktui.tui.accounts.words import in_order
from marktui.tui.common.messages import TIME_TO_ACT
from marktui.tui.common.text.cells import Column, Row
from marktui.tui.common.widgets.search_dialog import SearchDialog
from marktui.wording.people.accounts import account_words, logins_words, sharing_words

_COLUMNS = (Column("Name", 18, flex=2), Column("Account", 24, flex=1), Column("Logins", 12, flex=2))


class AccountsDialog(SearchDialog[bool]):
    """Enter opens an account. Answers whether anything was changed.

    Args:
        refusal: Why this account may not change anything; None where it may.
    """

    def __init__(self, session: Session, hub: Hub, refusal: str | None, *, read_only: bool) -> None:
        self._session = session
        self._hub = hub
        self._refusal = refusal
        self._read_only = read_only
        self._is_changed = False
        super().__init__(
            f"Accounts: this hub is {sharing_words(hub)}",
            _COLUMNS,
            [one.id for one in in_order(hub)],
            self._row,
            hint="Type to search; Enter maps a login, unmaps or nominates. esc closes.",
        )

    def describe(self, line_id: str) -> str:
        """The account in full."""
        one = self._hub.teachers[line_id]
        return f"{one.label}: {account_words(self._hub, one)}. {logins_words(self._hub, one)}"

    def chosen(self, line_id: str) -> None:
        """Open an account, or say why it cannot be changed; a nominee accepts here."""
        me = self._session.actor(self._hub).teacher
        if not self._read_only and me is not None and me.id == self._hub.nominee == line_id:
            self.open_dialog(NominationDialog(self._session, self._hub))
        elif self._refusal is not None:
            self.notify(self._refusal, severity="warning", markup=False)
        else:
            self.open_dialog(AccountDialog(self._session, self._hub, line_id))

    @work
    async def open_dialog(self, dialog: AccountDialog | NominationDialog) -> None:
        """Let an account be changed, and show the result."""
        result = await self.app.push_screen_wait(dialog)
        if result is not None:
            self._show_result(result)

    def action_cancel(self) -> None:
        """Close."""
        self.dismiss(self._is_changed)

    def _show_result(self, result: AccountResult) -> None:
        self._is_changed |= result.changed
        if result.remark:
            self.notify(result.remark, severity="warning", timeout=TIME_TO_ACT, markup=False)
        if self._session.actor(result.hub) != self._session.actor(self._hub):
            # The person at the keyboard is another account now, and sees another hub.
            self.dismiss(self._is_changed)
            return
        self._hub = result.hub
        here = self.table.cursor_id
        self.replace([one.id for one in in_order(self._hub)])
        shown = self.search_for(self.query_one(Input).value)
        # The order may have changed; the account that was opened stays under the cursor.
        self.table.cursor = shown.index(here) if here in shown else 0

    def _row(self, line_id: str) -> Row:
        one = self._hub.teachers[line_id]
        return Row(
            line_id, (one.label, account_words(self._hub, one), ", ".join(logins_of(self._hub, one.id)))
        )
