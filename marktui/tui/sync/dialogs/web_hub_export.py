"""The dialog that fills the web hub's template: who is due, the template, where to write."""

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from marktui.hub.model.text import FEW, counted, enumerated
from marktui.hub.web_hub.columns import USUAL, Column, layout_of
from marktui.hub.web_hub.table import Table
from marktui.store.disk.sheets import FileThereError
from marktui.sync.decide.web_hub import Exported, PlanOutdatedError, Wanted
from marktui.sync.decide.web_hub_files import Target
from marktui.sync.session import Session
from marktui.sync.web_hub.export_plan import ADD, ExportPlan
from marktui.tui.common.path_suggester import PathSuggester
from marktui.tui.common.text.cells import Column as TableColumn
from marktui.tui.common.text.cells import Row, Tone, Toned
from marktui.tui.common.widgets.field import Field
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.name_list import NameList
from marktui.tui.common.widgets.work_dialog import WorkDialog, dialog_work
from marktui.tui.sync.dialogs.web_hub_file import read_web_table, typed_path
from marktui.wording.sync.web_hub import plan_words, since_words

_COLUMNS = (
    TableColumn("Name", 16, flex=1, most=40),
    TableColumn("Class", 6, flex=1, most=16),
    TableColumn("In the web hub", 24, flex=2),
)
_WITHOUT = Table(name="", layout=layout_of(USUAL, ""))
"""What is looked at before a template is named."""
_HINT = (
    "The template is what the web hub offers under Pupils, Import CSV. Enter goes on, and from the last line "
    "writes; right completes a path; esc cancels."
)


_BESIDE = "the folder of the template"
"""Where files with names go unless somebody says where: never into whatever folder marktui runs in."""


class WebHubExportDialog(WorkDialog[str | None]):
    """Answers with what was written and where, or with None."""

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    WebHubExportDialog > .dialog {
        max-height: 90%;
        & > Field { margin: 0; & > Label { width: 14; } }
        & > .counts, & > .note { margin: 0; }
        & > .note { color: $text-warning; }
        & > .hint { margin: 1 0 0 0; }
    }
    """

    def __init__(self, session: Session, template: str, out: str) -> None:
        super().__init__()
        self._session = session
        self._template = template
        self._out = out
        self._read: tuple[str, Table] = ("", _WITHOUT)
        """The template that was looked at last, by the path that was typed."""
        self._plan: ExportPlan | None = None
        """What was shown."""
        self._agreed: tuple[str, str] | None = None
        """The lines for which it was agreed that files are replaced."""

    def contents(self) -> ComposeResult:
        """Title, what is due, who, what is to be known, the lines, the keys."""
        yield Static("Export for the web hub", classes="title", markup=False)
        yield MessageLine(classes="counts")
        yield NameList(_COLUMNS)
        yield MessageLine(classes="note")
        yield MessageLine(classes="problem")
        suggester = PathSuggester(".csv")
        yield Field("template", "Template", value=self._template, suggester=suggester)
        yield Field("out", "Write into", value=self._out, placeholder=_BESIDE, suggester=PathSuggester())
        yield Static(_HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Look who is due."""
        self.look()

    @property
    def template(self) -> str:
        """The template that was read last, as its path was typed."""
        return self._read[0]

    @property
    def out(self) -> str:
        """Where files are written, as it was typed last."""
        return self._lines[1]

    @property
    def _lines(self) -> tuple[str, str]:
        template, out = (one.value for one in self.query(Field))
        return template, out

    @on(Input.Changed)
    def forget_agreement(self) -> None:
        """Other files, another question."""
        self._agreed = None

    @on(Input.Submitted)
    def look_at_template(self, event: Input.Submitted) -> None:
        """Show what the template takes, as soon as it is named."""
        if event.value.strip() == self._lines[0] != self._read[0]:
            self.look()

    @dialog_work
    async def look(self) -> None:
        """Show who is due, with the template that is named."""
        await self._look()

    async def _look(self) -> None:
        self.show_problem("")
        text = self._lines[0]
        if text and text != self._read[0]:
            self._read = (text, await read_web_table(text))
        self._show(await self._session.web_hub.plan_export(Wanted(template=self._read[1])))

    def submit(self) -> None:
        """Write, once it has been shown what the template takes."""
        self.write()

    @dialog_work
    async def write(self) -> None:
        """Write the files; ask first where there are some of these names."""
        lines = self._lines
        if not lines[0]:
            self.show_problem("Name the template that you downloaded from the web hub.")
            self.query(Input).first().focus()
            return
        if lines[0] != self._read[0]:
            await self._look()
            return
        plan = self._plan
        if plan is None or not (plan.rows or plan.to_revoke):
            self.show_problem("There is nothing to export.")
            return
        out = typed_path(lines[1]) if lines[1] else typed_path(lines[0]).parent
        target = Target(out=out, is_folder=lines[1].endswith("/"), replace=lines == self._agreed)
        wanted = Wanted(template=self._read[1])
        try:
            done = await self._session.web_hub.export_pupils(wanted, target, seen=plan)
        except FileThereError:
            self._agreed = lines
            raise
        except PlanOutdatedError as error:
            await self._look()
            self.report(error)
            return
        self.dismiss(_written(done))

    def _show(self, plan: ExportPlan) -> None:
        self._plan = plan
        files = counted(len(plan.files), "file")
        due = f"{plan_words(plan)}, in {files}" if plan.rows else plan_words(plan) or "Nothing is due"
        self.query_one(".counts", MessageLine).say(f"{due} ({since_words(plan)}).")
        has_template = bool(self._read[0])
        self.query_one(".note", MessageLine).say("\n".join(plan.messages) if has_template else "")
        self.query_one(NameList).show_names(list(_rows(plan)))
        self.renew_names()


def _rows(plan: ExportPlan) -> Iterator[Row]:
    """A line for each of them, first those who need something done by hand."""
    for out in plan.left_out:
        yield Row(out.id, (out.name, "", Toned(f"left out: {out.why}", Tone.WARNING)))
    for gone in plan.to_revoke:
        why = Toned(f"to revoke: {gone.why}", Tone.DESYNCED)
        yield Row(gone.id, (gone.name, gone.class_name or "", why))
    for one in plan.rows:
        does = Toned("added", Tone.NEW) if one.action == ADD else "edited"
        yield Row(one.id, (one.name, one.values[Column.CLASS], does))


def _written(done: Exported) -> str:
    """What was written, and where."""
    files = [*done.files, *([done.revoke_file] if done.revoke_file else [])]
    names = enumerated((one.name for one in files), FEW)
    return f"Entry {done.entry}: {plan_words(done.plan)}. Written into {files[0].parent}: {names}"
