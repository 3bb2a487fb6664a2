"""What can be done next, as keys of the interface; as a command where only the command line can do it."""

from typing import assert_never

from marktui.hub.model import next_step
from marktui.hub.model.kind import Kind
from marktui.hub.model.time import utc_words
from marktui.tui.common.panel import Panel, panel_of
from marktui.tui.common.text.keys import key_of
from marktui.wording.kinds import kind_heading
from marktui.wording.next_command import next_command


def with_steps(text: str, steps: tuple[next_step.NextStep, ...]) -> str:
    """A text, and the keys for what can be done next."""
    return " ".join(part for part in (text, *map(describe_step, steps)) if part)


def describe_step(step: next_step.NextStep) -> str:
    """What can be done, and the keys for it: `To connect: panel 1, then a.`."""
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


def _outside(purpose: str, command: str) -> str:
    """What only the command line can do, with the hub that the call named."""
    return f"{purpose}, on the command line: {next_command(command)}."


def _on_folder(step: next_step.FolderStep) -> str:
    match step:
        case next_step.HubStep.CREATE:
            return "To create a hub: start marktui again."
        case next_step.HubStep.USE_ANOTHER_FOLDER:
            return "To use another folder: start marktui with --hub DIR."
        case next_step.HubStep.NAME_SCHOOL | next_step.HubStep.NAME_COORDINATOR:
            return "Type it in its field."
        case next_step.HubStep.CHECK:
            return _outside("To see what can be done", "marktui doctor")
        case next_step.HubStep.REPAIR:
            return _outside("To repair it", "marktui doctor --repair")
        case next_step.HubStep.SEE_BACKUPS:
            return _outside("To see the backups", "marktui restore")
        case next_step.HubStep.WRITE_REPORT:
            return _outside("To write a report for support", "marktui doctor --report FILE")
        case next_step.Restore(backup, at):
            return _outside(f"To restore the hub of {utc_words(at)}", f"marktui restore {backup}")
    assert_never(step)


def _on_connection(step: next_step.MisStep) -> str:
    match step:
        case next_step.ConnectionStep():
            return _connection_step(step)
        case next_step.Connect():
            return f"To connect: panel {Panel.AUTHORISATION.number}, then {key_of('authorise', 'a')}."
        case next_step.GiveSecrets():
            key = key_of("authorise", "a")
            return f"To give what is asked for: panel {Panel.AUTHORISATION.number}, then {key}."
        case next_step.GiveSetting(connector, "user_agent"):
            return _outside("To give another name", f"marktui connect {connector} --user-agent TEXT")
        case next_step.GiveSetting("files", name) if name != "source":
            key = key_of("correct-headings", "h")
            return f"To choose: panel {Panel.AUTHORISATION.number}, then {key}."
        case next_step.GiveSetting():
            return (
                f"To give the address: panel {Panel.AUTHORISATION.number}, then {key_of('authorise', 'a')}."
            )
    assert_never(step)


def _connection_step(step: next_step.ConnectionStep) -> str:
    match step:
        case next_step.ConnectionStep.AUTHORISE_IN_BROWSER:
            return f"To have the school authorise again: panel {Panel.AUTHORISATION.number}, then b."
        case next_step.ConnectionStep.GIVE_CLIENT | next_step.ConnectionStep.GIVE_REDIRECT:
            return f"To give it: panel {Panel.AUTHORISATION.number}, then b."
        case next_step.ConnectionStep.GIVE_CERTIFICATES:
            return "To give it, on the command line: connect again with --ca-bundle FILE."
        case next_step.ConnectionStep.ACCEPT_SCHOOL:
            return "If it is the same school: connect anyway."
        case next_step.ConnectionStep.LEAVE_OUT_KEYRING:
            return "To do without the keyring, on the command line: connect with --no-keyring."
        case next_step.ConnectionStep.CLEAR_MIS_IDS:
            key = key_of("deauthorise", "d")
            return f"To forget them, and connect again: panel {Panel.AUTHORISATION.number}, then {key}."
        case next_step.ConnectionStep.START_SANDBOX:
            return "To start the sandbox, in another terminal: marktui sandbox."
    assert_never(step)


def _on_file(step: next_step.FileStep) -> str:
    match step:
        case next_step.FileStep.REPLACE:
            return "Enter once more replaces it."
        case next_step.FileStep.READ_MIS_EXPORT:
            key = key_of("authorise", "a")
            return f"To read an export of the MIS: panel {Panel.AUTHORISATION.number}, Files, then {key}."
        case next_step.FileStep.REJECTED_ELSEWHERE:
            return _outside("To write them elsewhere", "marktui import FILE --rejected FILE")
    assert_never(step)


def _on_sync(step: next_step.SyncStep) -> str:
    match step:
        case next_step.Sync(kind):
            return f"To sync {kind.nouns}: panel {panel_of(kind).number}, then r."
        case next_step.SayWholeSchool():
            key = key_of("authorise", "a")
            return (
                f"If they hold the whole school: panel {Panel.AUTHORISATION.number}, then {key}, and tick it."
            )
        case next_step.GoOnSettingUp(kind):
            return f"Next: panel {panel_of(kind).number}, {kind_heading(kind)}."
        case next_step.SayYear():
            key, panel = key_of("say-year", "t"), Panel.YEAR_GROUPS.number
            return f"To say which year it is: press {key} on it in panel {panel}, Year groups."
        case next_step.NameClass():
            key, panel = key_of("name-class", "t"), Panel.CLASSES.number
            return f"To give one of them another name: press {key} on it in panel {panel}, Classes."
        case next_step.SeeChoices():
            return f"To see what is remembered: {key_of('show-remembered', 'M')} in School > MIS user sync."
    assert_never(step)


def _on_people(step: next_step.PeopleStep) -> str:
    match step:
        case next_step.LeaverStep.SEE:
            return "To see who has left: School > Leavers."
        case next_step.LeaverStep.SEE_DUE:
            return "To see who is due: School > Leavers, then D."
        case next_step.LeaverStep.SEE_DELETED:
            return _outside("To see who is only left in the history", "marktui leavers purge --removed")
        case next_step.LeaverStep.INCLUDE_THOSE_IN_MIS:
            return "To include people who are in the MIS: say so when you are asked."
        case next_step.Revoke():
            return f"To revoke access: press {key_of('revoke-access', '-')} on them in the list."
        case next_step.Grant():
            return f"To grant access: press {key_of('grant-access', '+')} on them in the list."
        case next_step.Delete():
            return f"To delete: press {key_of('delete-people', 'd')} on them in the list."
        case next_step.CancelDeletion():
            return f"To cancel the deletion: press {key_of('cancel-deletion', 'c')} on them in the list."
    assert_never(step)


def _on_logins(step: next_step.LoginStep) -> str:
    match step:
        case next_step.AccountStep.SEE:
            return "To see the accounts: U."
        case next_step.AccountStep.SHARE:
            return _outside("To share the hub", "marktui accounts share GROUP")
        case next_step.AccountStep.END_SHARING:
            return _outside("To end the sharing", "marktui accounts unshare")
        case next_step.AccountStep.NOMINATE:
            return "To nominate somebody: U, then Enter on them."
        case next_step.AccountStep.WITHDRAW:
            return "To withdraw the nomination: U, then Enter on them."
        case next_step.Unmap(login):
            return f"To unmap {login or 'a login'}: U, then Enter on the account."
    assert_never(step)


def _on_records(step: next_step.RecordStep) -> str:
    match step:
        case next_step.HistoryStep.SEE:
            return "To see the history: School > History."
        case next_step.HistoryStep.SEE_OF_RECORD:
            key = key_of("show-person-history", "h")
            return f"To see what happened to one of them: press {key} on it in the list."
        case next_step.HistoryStep.UNDO_ANOTHER:
            return f"To undo another entry: School > History, then {key_of('undo', 'u')} on it."
        case next_step.Undo(entry):
            return f"To undo entry {entry}: School > History, then {key_of('undo', 'u')} on it."
        case next_step.ListRecords(kind):
            tab = "School > Year groups" if kind is Kind.YEAR_GROUP else f"the tab {kind_heading(kind)}"
            return f"To see all {kind.nouns}: {tab}."
        case next_step.MovePupils():
            return f"To move a pupil: press {key_of('edit-record', 'E')} on them in the tab Pupils."
    assert_never(step)
