"""The keys of MIS user sync that exchange pupils with the web hub's files."""

from textual import on, work
from textual.containers import Vertical

from marktui.sync.session import Session
from marktui.tui.common.messages import TIME_TO_ACT, HubChanged
from marktui.tui.common.text.keys import key_of
from marktui.tui.sync.commands import ExportForWebHub, ImportFromWebHub


def web_hub_words() -> str:
    """Which keys exchange files with the web hub, as a sentence."""
    export, take = key_of("export-for-web-hub", "W"), key_of("import-from-web-hub", "I")
    return f"{export} writes the CSV that the web hub imports; {take} takes the one that it exports."


class WebHubFiles(Vertical):
    """Opens the dialogs of the web hub's files.

    Args:
        session: The session on the hub.
    """

    def __init__(self, session: Session, *, id: str | None = None) -> None:  # noqa: A002 - as every widget
        super().__init__(id=id)
        self._session = session
        self._template = ""
        """The template that was named last."""
        self._out = ""
        """Where files were written last."""

    @on(ExportForWebHub)
    @work
    async def export_for_web_hub(self) -> None:
        """Show who is due in the web hub, and fill its template."""
        from marktui.tui.sync.dialogs.web_hub_export import WebHubExportDialog

        dialog = WebHubExportDialog(self._session, self._template, self._out)
        answer = await self.app.push_screen_wait(dialog)
        self._template, self._out = dialog.template, dialog.out
        self._announce(answer)

    @on(ImportFromWebHub)
    @work
    async def import_from_web_hub(self) -> None:
        """Show what a file of the web hub would change, and import it."""
        from marktui.tui.sync.dialogs.web_hub_import import WebHubImportDialog

        self._announce(await self.app.push_screen_wait(WebHubImportDialog(self._session)))

    def _announce(self, answer: str | None) -> None:
        if answer is not None:
            self.notify(answer, timeout=TIME_TO_ACT, markup=False)
            self.post_message(HubChanged())
