"""What can be done next, as commands that can be copied."""

import shlex
from typing import assert_never

from marktui.hub.model import next_step
from marktui.hub.model.kind import Kind
from marktui.hub.model.time import utc_words
from marktui.store.secrets.destination import variable
from marktui.wording.kinds import kind_word
from marktui.wording.next_command import next_command

_AUTHORISE = ("connect", "assembly", "--authorise")


def with_steps(text: str, steps: tuple[next_step.NextStep, ...]) -> str:
    """A text, and the commands for what can be done next, each at the end of a line to be copied."""
    commands = "\n".join(map(describe_step, steps))
    return " ".join(part for part in (text, commands) if part)


def describe_step(step: next_step.NextStep) -> str:
    """What can be done, and the command for it: `To see the history: marktui history`."""
    if isinstance(step, next_step.FolderStep):
        return _on_folder(step)
    if isinstance(step, next_step.MisStep):
        return _on_connection(step)
    if isinstance(step, next_step.SyncStep):
        return _on_sync(step)
    if isinstance(step, next_step.PeopleStep):
        return _on_people(step)
    if isinstance(step, next_step.LoginStep):
        return _on_logins(step)
    if isinstance(step, next_step.RecordStep):
        return _on_records(step)
    if isinstance(step, next_step.FileStep):
        return _on_file(step)
    assert_never(step)


def authorise_command() -> str:
    """The command for a connection that renews itself."""
    return _run(*_AUTHORISE)


def _run(*words: str) -> str:
    return next_command(shlex.join(("marktui", *words)))


def _on_folder(step: next_step.FolderStep) -> str:
    match step:
        case next_step.HubStep.CREATE:
            words = ("init", "--school", "NAME", "--coordinator", "NAME", "--email", "ADDRESS")
            return f"To create a hub: {_run(*words)}"
        case next_step.HubStep.USE_ANOTHER_FOLDER:
            return "To use another folder: --hub DIR"
        case next_step.HubStep.NAME_SCHOOL:
            return "To name it: --school NAME"
        case next_step.HubStep.NAME_COORDINATOR:
            return "To name them: --coordinator NAME"
        case next_step.HubStep.CHECK:
            return f"To see what can be done: {_run('doctor')}"
        case next_step.HubStep.REPAIR:
            return f"To repair it: {_run('doctor', '--repair')}"
        case next_step.HubStep.SEE_BACKUPS:
            return f"To see the backups: {_run('restore')}"
        case next_step.HubStep.WRITE_REPORT:
            return f"To write a report for support: {_run('doctor', '--report', 'FILE')}"
        case next_step.Restore(backup, at):
            return f"To restore the hub of {utc_words(at)}: {_run('restore', backup)}"
    assert_never(step)


def _on_connection(step: next_step.MisStep) -> str:
    match step:
        case next_step.ConnectionStep():
            return _connection_step(step)
        case next_step.Connect(connector):
            return f"To connect: {_connect_command(connector)}"
        case next_step.GiveSecrets(connector, names):
            them = " and ".join(variable(connector, name) for name in names)
            command = _run(*_AUTHORISE) if connector == "assembly" else _connect_command(connector)
            return f"Set {them}, or run: {command}"
        case next_step.GiveSetting("files", "source"):
            return f"To connect: {_connect_command('files')}"
        case next_step.GiveSetting("files", name):
            value = {"column": "FIELD=HEADING", "pupils": "FILE"}.get(name, "TEXT")
            other = "; with --staff FILE, if it is of staff" if name == "pupils" else ""
            what = "To pick a column" if name == "column" else "To say which"
            return f"{what}: {_run('connect', 'files', 'PATH', f'--{name}', value)}{other}"
        case next_step.GiveSetting(connector, name):
            what, value = ("the address", "URL") if "url" in name else ("another name", "TEXT")
            command = _run("connect", connector, f"--{name.replace('_', '-')}", value)
            return f"To give {what}: {command}"
    assert_never(step)


def _connect_command(connector: str | None) -> str:
    """The command that connects to a service, or the ways to connect."""
    if connector == "files":
        return _run("connect", "files", "PATH")
    if connector:
        return _run("connect", connector)
    ways = (_run("connect", "arbor", "--url", "URL"), _run("connect", "files", "PATH"))
    return f"{authorise_command()}, or {', or '.join(ways)}"


def _connection_step(step: next_step.ConnectionStep) -> str:
    match step:
        case next_step.ConnectionStep.AUTHORISE_IN_BROWSER:
            return f"To have the school authorise again: {authorise_command()}"
        case next_step.ConnectionStep.GIVE_CLIENT:
            them = " and ".join(variable("assembly", name) for name in ("client_id", "client_secret"))
            return f"Set {them}, then: {authorise_command()}"
        case next_step.ConnectionStep.GIVE_REDIRECT:
            return f"To give it: {_run(*_AUTHORISE, '--redirect', 'URL')}"
        case next_step.ConnectionStep.GIVE_CERTIFICATES:
            return "To give it: connect again with --ca-bundle FILE"
        case next_step.ConnectionStep.ACCEPT_SCHOOL:
            return "If it is the same school: --yes"
        case next_step.ConnectionStep.LEAVE_OUT_KEYRING:
            return "To do without the keyring: connect with --no-keyring"
        case next_step.ConnectionStep.CLEAR_MIS_IDS:
            return f"To forget them, and connect again: {_run('disconnect', '--clear-mis-ids')}"
        case next_step.ConnectionStep.START_SANDBOX:
            return "To start the sandbox: marktui sandbox"
    assert_never(step)


def _on_file(step: next_step.FileStep) -> str:
    match step:
        case next_step.FileStep.REPLACE:
            return "To replace it: --force"
        case next_step.FileStep.READ_MIS_EXPORT:
            return f"To read an export of the MIS: {_run('connect', 'files', 'FILE')}"
        case next_step.FileStep.REJECTED_ELSEWHERE:
            return "To write them elsewhere: --rejected FILE"
    assert_never(step)


def _on_sync(step: next_step.SyncStep) -> str:
    match step:
        case next_step.Sync(kind):
            return f"To sync {kind.nouns}: {_run('sync', kind_word(kind))}"
        case next_step.SayWholeSchool(only):
            what = kind_word(only) if only else "all"
            return f"If they hold the whole school: {_run('sync', what, '--whole-school')}"
        case next_step.GoOnSettingUp(kind):
            return f"Next: {_run('sync', kind_word(kind))}, or {_run('sync', 'all')}"
        case next_step.SayYear(mis_id):
            return f"To say which year it is: {_run('choices', 'year', mis_id, 'CODE')}"
        case next_step.NameClass(mis_id):
            return f"To give one of them another name: {_run('choices', 'class', mis_id, 'NAME')}"
        case next_step.SeeChoices():
            return f"To see what is remembered: {_run('choices')}"
    assert_never(step)


def _on_people(step: next_step.PeopleStep) -> str:
    match step:
        case next_step.LeaverStep.SEE:
            return f"To see who has left: {_run('leavers')}"
        case next_step.LeaverStep.SEE_DUE:
            return f"To see who is due: {_run('leavers', 'purge')}"
        case next_step.LeaverStep.SEE_DELETED:
            return f"To see who is only left in the history: {_run('leavers', 'purge', '--removed')}"
        case next_step.LeaverStep.INCLUDE_THOSE_IN_MIS:
            return "To include people who are in the MIS: --still-in-mis"
        case next_step.Revoke(ids):
            return f"To revoke access: {_run('leavers', 'revoke', *ids)}"
        case next_step.Grant(ids):
            return f"To grant access: {_run('leavers', 'grant', *ids)}"
        case next_step.Delete(ids):
            return f"To delete: {_run('leavers', 'delete', *ids)}"
        case next_step.CancelDeletion(ids):
            return f"To cancel the deletion: {_run('leavers', 'cancel', *ids)}"
    assert_never(step)


def _on_logins(step: next_step.LoginStep) -> str:
    match step:
        case next_step.AccountStep.SEE:
            return f"To see the accounts: {_run('accounts')}"
        case next_step.AccountStep.SHARE:
            return f"To share the hub: {_run('accounts', 'share', 'GROUP')}"
        case next_step.AccountStep.END_SHARING:
            return f"To end the sharing: {_run('accounts', 'unshare')}"
        case next_step.AccountStep.NOMINATE:
            return f"To nominate somebody: {_run('accounts', 'nominate', 'ID')}"
        case next_step.AccountStep.WITHDRAW:
            return f"To withdraw the nomination: {_run('accounts', 'withdraw')}"
        case next_step.Unmap(login):
            return f"To unmap {login or 'a login'}: {_run('accounts', 'unmap', login or 'LOGIN')}"
    assert_never(step)


def _on_records(step: next_step.RecordStep) -> str:
    match step:
        case next_step.HistoryStep.SEE:
            return f"To see the history: {_run('history')}"
        case next_step.HistoryStep.SEE_OF_RECORD:
            return f"To see what happened to them: {_run('history', '--person', 'ID')}"
        case next_step.HistoryStep.UNDO_ANOTHER:
            return f"To undo another entry: {_run('undo', 'NUMBER')}"
        case next_step.Undo(entry):
            return f"To undo entry {entry}: {_run('undo', str(entry))}"
        case next_step.ListRecords(kind):
            return f"To see all {kind.nouns}: {_run('list', kind_word(kind))}"
        case next_step.MovePupils(kind):
            field = "class=NAME" if kind is Kind.CLASS else "year_group=CODE"
            return f"To move a pupil: {_run('edit', 'ID', field)}"
    assert_never(step)
