"""What a person can do next about a message. Each face says it in its own way: a command, or keys."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto
from typing import Self

from msgspec import Struct

from marktui.hub.model.kind import Kind


class HubStep(Enum):
    """What can be done about the folder of a hub."""

    CREATE = auto()
    USE_ANOTHER_FOLDER = auto()
    NAME_SCHOOL = auto()
    """Give the new hub the name of its school."""
    NAME_COORDINATOR = auto()
    """Give the new hub the name of its Access Coordinator."""
    CHECK = auto()
    """Look what is wrong with the hub, and what can be done about it."""
    REPAIR = auto()
    SEE_BACKUPS = auto()
    WRITE_REPORT = auto()
    """Write a report for support."""


class Restore(Struct, frozen=True):
    """Put back a backup."""

    backup: str
    """The name of the backup."""
    at: datetime
    """When the hub was as it is in the backup."""


class ConnectionStep(Enum):
    """What can be done about the connection to an MIS."""

    AUTHORISE_IN_BROWSER = auto()
    """Have the school give its permission to Assembly."""
    GIVE_CLIENT = auto()
    """Give the client ID and the client secret of the application, and authorise it again."""
    GIVE_REDIRECT = auto()
    """Give the redirect address that the application is registered with."""
    GIVE_CERTIFICATES = auto()
    """Connect again with the certificate authorities of a web filter."""
    ACCEPT_SCHOOL = auto()
    """Say that the school of the MIS is the hub's, though it has another name."""
    LEAVE_OUT_KEYRING = auto()
    CLEAR_MIS_IDS = auto()
    """Forget which MIS record each record of the hub came from."""
    START_SANDBOX = auto()


class Connect(Struct, frozen=True):
    """Connect the hub to an MIS, or connect it again."""

    connector: str | None = None
    """None where it may be any."""


class GiveSecrets(Struct, frozen=True):
    """Give secrets of a connection, or give them again."""

    connector: str
    names: tuple[str, ...]
    """Their short names: `token`."""


class GiveSetting(Struct, frozen=True):
    """Connect again with another address or option."""

    connector: str
    name: str
    """The short name of the setting: `api_url`."""


class Sync(Struct, frozen=True):
    """Sync a kind of record."""

    kind: Kind


class SayWholeSchool(Struct, frozen=True):
    """Say that the files hold the whole school, so that a missing row means something."""

    kind: Kind | None = None
    """The kind that is synced; None for all of them."""


class GoOnSettingUp(Struct, frozen=True):
    """Sync the kind that is next in the first set-up."""

    kind: Kind


class SayYear(Struct, frozen=True):
    """Say which year a year group of the MIS is."""

    mis_id: str


class NameClass(Struct, frozen=True):
    """Give a class of the MIS another name in the hub."""

    mis_id: str


class SeeChoices(Struct, frozen=True):
    """See the remembered choices."""


class LeaverStep(Enum):
    """What can be done about people who have left."""

    SEE = auto()
    SEE_DUE = auto()
    """See whose deletion is due."""
    SEE_DELETED = auto()
    """See who is only in the history any more."""
    INCLUDE_THOSE_IN_MIS = auto()
    """Decide the same about people who are still in the MIS."""


class Revoke(Struct, frozen=True):
    """Revoke the access of people: the first of two steps to delete them."""

    ids: tuple[str, ...]


class Grant(Struct, frozen=True):
    """Grant access to people again."""

    ids: tuple[str, ...]


class Delete(Struct, frozen=True):
    """Delete people who are without access."""

    ids: tuple[str, ...]


class CancelDeletion(Struct, frozen=True):
    """Cancel the pending deletion of people."""

    ids: tuple[str, ...]


class AccountStep(Enum):
    """What can be done about who may open the hub."""

    SEE = auto()
    SHARE = auto()
    END_SHARING = auto()
    NOMINATE = auto()
    WITHDRAW = auto()


class Unmap(Struct, frozen=True):
    """Unmap a login."""

    login: str | None = None
    """None where it may be any."""


class HistoryStep(Enum):
    """What can be done about the history."""

    SEE = auto()
    SEE_OF_RECORD = auto()
    """See what happened to one record."""
    UNDO_ANOTHER = auto()
    """Undo another entry."""


class Undo(Struct, frozen=True):
    """Undo an entry of the history."""

    entry: int


class ListRecords(Struct, frozen=True):
    """See the records of a kind, with their ids."""

    kind: Kind

    @classmethod
    def like(cls, record_id: str, kinds: Sequence[Kind] = (Kind.PUPIL, *Kind)) -> Self:
        """See the records among which an unknown id would be, by its first letter; else the first kind."""
        return cls(next((kind for kind in kinds if kind.value[0] == record_id[:1]), kinds[0]))


class MovePupils(Struct, frozen=True):
    """Move the pupils of a class or year group to another one."""

    kind: Kind
    """Classes or year groups."""


class FileStep(Enum):
    """What can be done about a file that is in the way, or is another one."""

    REPLACE = auto()
    """Write it all the same, in place of the one that is there."""
    READ_MIS_EXPORT = auto()
    """Read an export of the MIS, which is no file of the web hub."""
    REJECTED_ELSEWHERE = auto()
    """Write the rows that cannot be used elsewhere."""


FolderStep = HubStep | Restore
MisStep = ConnectionStep | Connect | GiveSecrets | GiveSetting
SyncStep = Sync | SayWholeSchool | GoOnSettingUp | SayYear | NameClass | SeeChoices
PeopleStep = LeaverStep | Revoke | Grant | Delete | CancelDeletion
LoginStep = AccountStep | Unmap
RecordStep = HistoryStep | Undo | ListRecords | MovePupils

NextStep = FolderStep | MisStep | SyncStep | PeopleStep | LoginStep | RecordStep | FileStep
"""Each face matches all of them, so that one without a rendering fails the type check."""


Steps = NextStep | tuple[NextStep, ...] | None
"""None, one step, or several."""


class Message(Struct, frozen=True):
    """Something that a person should know, with what can be done about it."""

    text: str
    next: tuple[NextStep, ...] = ()
    kind: Kind | None = None
    """What it is about; None where it concerns the whole reading."""
