"""Who may do what, once for all faces: every verb of the command line, every command of the interface.

A verb or a command without a row here fails a test: say who may use it, and it is tried as everybody.
"""

from enum import Enum, auto
from typing import NamedTuple

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, AccountType
from marktui.hub.model.school import Account


class Role(Enum):
    """What the login at the keyboard stands for."""

    COORDINATOR = auto()
    ADMIN = auto()
    TEACHER = auto()
    WITHOUT_ACCESS = auto()
    UNMAPPED = auto()


COORDINATOR = frozenset({Role.COORDINATOR})
EDITORS = COORDINATOR | {Role.ADMIN}
ACCOUNTS = EDITORS | {Role.TEACHER}
"""Everybody with an account that has access."""
EVERYBODY = frozenset(Role)
"""Whoever runs it: it opens no hub, or only makes one."""
NOMINEE = frozenset({Role.ADMIN})
"""The Teacher Admin of these tests is nominated."""


class Verb(NamedTuple):
    """One call of a verb."""

    verb: str
    """The words that name it, as in the help."""
    rest: str
    may: frozenset[Role]
    ends: int = 0
    """The exit code for whoever may."""


CLI = (
    Verb("", "", EVERYBODY, 2),  # There is no terminal; the interface is tried below.
    Verb("init", "--school A --coordinator B --email c@d.example", EVERYBODY, 2),
    Verb("connect assembly", "", COORDINATOR, 2),
    Verb("connect arbor", "--url ashgrove", COORDINATOR, 2),
    Verb("connect files", "no-such-folder", COORDINATOR, 2),
    Verb("disconnect", "", COORDINATOR),
    Verb("sync", "", COORDINATOR),
    Verb("sync", "pupils --dry-run", COORDINATOR),
    Verb("status", "", ACCOUNTS),
    Verb("list", "pupils", ACCOUNTS),
    Verb("list", "teachers --json", ACCOUNTS),
    Verb("add", "teacher first_name=Ana last_name=Reis email=ana@hub.example", EDITORS),
    Verb("add", "pupil first_name=Ana last_name=Reis date_of_birth=2016-02-29", EDITORS),
    Verb("add", "class name=Owls", COORDINATOR),
    Verb("add", "teacher last_name=Reis email=a@hub.example account_type=teacher_admin", COORDINATOR),
    Verb("edit", "t000004 email=new@hub.example", EDITORS),
    Verb("edit", "t000001 email=new@hub.example", COORDINATOR),
    Verb("edit", "t000004 account_type=teacher_admin", COORDINATOR),
    Verb("add", "year-group code=9", COORDINATOR),
    Verb("remove", "c999999", COORDINATOR, 2),
    Verb("config", "", EVERYBODY),
    Verb("config path", "", EVERYBODY),
    Verb("choices", "", ACCOUNTS),
    Verb("choices year", "600 4", COORDINATOR, 2),
    Verb("choices class", "40 Oaks", COORDINATOR, 2),
    Verb("choices forget", "1", COORDINATOR),
    Verb("import", "no-such-file", COORDINATOR, 2),
    Verb("export", "--template no-such-file", COORDINATOR, 2),
    Verb("leavers", "", ACCOUNTS),
    Verb("leavers keep", "t000004", COORDINATOR, 2),
    Verb("match", "99999 t000004", COORDINATOR),
    Verb("unmatch", "99999 t000004", COORDINATOR),
    Verb("leavers revoke", "t000004", COORDINATOR, 2),
    Verb("leavers revoke", "t000004 --still-in-mis", COORDINATOR),
    Verb("leavers grant", "t000004", COORDINATOR),
    Verb("leavers delete", "t000004", COORDINATOR, 2),
    Verb("leavers cancel", "t000004", COORDINATOR, 2),
    Verb("leavers match", "t000004 p000009", COORDINATOR, 2),
    Verb("leavers purge", "", COORDINATOR),
    Verb("leavers purge", "--yes", COORDINATOR),
    Verb("leavers purge", "--removed --yes", COORDINATOR),
    Verb("accounts", "", ACCOUNTS),
    Verb("accounts map", "cron t000001", COORDINATOR, 2),
    Verb("accounts unmap", "stranger", COORDINATOR, 2),
    Verb("accounts share", "no-such-group", COORDINATOR, 2),
    Verb("accounts unshare", "", COORDINATOR),
    Verb("accounts nominate", "t000003", COORDINATOR, 2),
    Verb("accounts withdraw", "", COORDINATOR),
    Verb("accounts accept", "", NOMINEE),
    Verb("history", "--json", ACCOUNTS),
    Verb("undo", "", COORDINATOR),
    Verb("undo", "--dry-run", COORDINATOR),
    Verb("restore", "", COORDINATOR),
    Verb("restore", "no-such-backup", COORDINATOR, 2),
    Verb("doctor", "", ACCOUNTS),
    Verb("doctor", "--repair", COORDINATOR),
    Verb("demo", "--help", EVERYBODY),
    Verb("sandbox", "--list-faults", EVERYBODY),
)
"""Every verb."""


class Key(NamedTuple):
    """One command of the interface."""

    command: str
    """Its class."""
    where: str
    """The keys that lead to where it is offered; or a review, to which nobody else comes."""
    may: frozenset[Role]
    """Who may use it, of those whom the interface lets in."""


TUI = (
    Key("OpenAuthorisation", "", COORDINATOR),
    Key("OpenTeachers", "", COORDINATOR),
    Key("OpenYearGroups", "", COORDINATOR),
    Key("OpenClasses", "", COORDINATOR),
    Key("OpenPupils", "", COORDINATOR),
    Key("OpenFinished", "", COORDINATOR),
    Key("Authorise", "1", COORDINATOR),
    Key("AuthoriseInBrowser", "1", COORDINATOR),
    Key("ConnectToFiles", "", COORDINATOR),
    Key("CorrectHeadings", "1", COORDINATOR),
    Key("Deauthorise", "1", COORDINATOR),
    Key("StartSync", "1", COORDINATOR),
    Key("Read", "4", COORDINATOR),
    Key("Save", "4", COORDINATOR),
    Key("SyncPupils", "", COORDINATOR),
    Key("LimitPupils", "5", COORDINATOR),
    Key("ShowRemembered", "5", ACCOUNTS),
    Key("ExportForWebHub", "", COORDINATOR),
    Key("ImportFromWebHub", "", COORDINATOR),
    Key("ReadEverything", "5", COORDINATOR),
    Key("SaveEverything", "R", COORDINATOR),
    Key("Undo", "H", COORDINATOR),
    Key("ShowPersonHistory", "P", ACCOUNTS),
    Key("KeepLeavers", "V", COORDINATOR),
    Key("RevokeAccess", "T", COORDINATOR),
    Key("GrantAccess", "T", COORDINATOR),
    Key("DeletePeople", "T", COORDINATOR),
    Key("CancelDeletion", "T", COORDINATOR),
    Key("ShowDue", "V", COORDINATOR),
    Key("MatchLeaver", "V", COORDINATOR),
    Key("EditRecord", "P", ACCOUNTS),  # The page opens for everybody; it says why each field is closed.
    Key("AddRecord", "P", EDITORS),
    Key("AddRecord", "C", COORDINATOR),
    Key("AddRecord", "Y", COORDINATOR),
    Key("RemoveGroup", "C", COORDINATOR),
    Key("ShowAccounts", "", ACCOUNTS),
    Key("ShowSync", "", ACCOUNTS),
    Key("ShowLeavers", "", ACCOUNTS),
    Key("ShowYearGroups", "", ACCOUNTS),
    Key("ShowHistory", "", ACCOUNTS),
    Key("ShowTeachers", "", ACCOUNTS),
    Key("ShowPupils", "", ACCOUNTS),
    Key("ShowClasses", "", ACCOUNTS),
    Key("ShowMembers", "C", ACCOUNTS),
    Key("ShowNext", "", ACCOUNTS),
    Key("ShowPrevious", "", ACCOUNTS),
    Key("ShowHelp", "", ACCOUNTS),
    Key("ShowCommands", "", ACCOUNTS),
    Key("ShowLog", "", ACCOUNTS),
    Key("ChooseTheme", "", ACCOUNTS),
    Key("ShowSettings", "", ACCOUNTS),
    Key("LetSeptemberCome", "", ACCOUNTS),  # Only the demo has it.
    Key("SavePicture", "", ACCOUNTS),
    Key("Quit", "", ACCOUNTS),
    Key("Stop", "", ACCOUNTS),  # Nothing is being read then; a reading is the Access Coordinator's own.
    Key("Discard", "review of pupils", COORDINATOR),
    Key("BackToSummary", "review of everything", COORDINATOR),
    Key("ToggleTick", "review of pupils", COORDINATOR),
    Key("ToggleNew", "review of pupils", COORDINATOR),
    Key("ConfirmMatch", "review of pupils", COORDINATOR),
    Key("Match", "review of pupils", COORDINATOR),
    Key("Unmatch", "review of pupils", COORDINATOR),
    Key("DescribeClass", "review of classes", COORDINATOR),
    Key("NameClass", "review of classes", COORDINATOR),
    Key("SayYear", "review of year groups", COORDINATOR),
    Key("ChangeIntake", "review of year groups", COORDINATOR),
    Key("ShowOneGroup", "review of pupils", COORDINATOR),
    Key("FilterLines", "review of pupils", COORDINATOR),
    Key("GoToNextGroup", "review of pupils", COORDINATOR),
    Key("GoToPreviousGroup", "review of pupils", COORDINATOR),
    Key("WhyNotHere", "review of pupils", COORDINATOR),
)
"""Every command of the main screen."""


def seen_by(hub: Hub, login: str, role: Role) -> Hub:
    """A hub as it is if a login stands for somebody of a role; its second teacher is the nominee.

    Args:
        hub: A hub with an Access Coordinator and three more teachers.
        login: The login of whoever runs the tests.
        role: What it shall stand for.
    """
    coordinator, admin, teacher, without = sorted(hub.teachers.values(), key=lambda one: one.id)[:4]
    places = {
        Role.COORDINATOR: coordinator,
        Role.ADMIN: admin,
        Role.TEACHER: teacher,
        Role.WITHOUT_ACCESS: without,
    }
    own = (Account(login, places[role].id),) if role in places else ()
    is_shut_out = role is Role.WITHOUT_ACCESS
    return hub.with_(accounts=(Account("founder", coordinator.id), *own), nominee=admin.id).with_records(
        [
            admin.with_(account_type=AccountType.TEACHER_ADMIN),
            without.with_(access=Access.WITHOUT_ACCESS if is_shut_out else Access.WITH_ACCESS),
        ]
    )
