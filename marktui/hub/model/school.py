"""The school itself, its connection to the MIS, its accounts and what its people chose."""

from datetime import date, datetime

from msgspec import Struct, field

from marktui.hub.model.kind import Kind
from marktui.hub.model.time import require_valid_moments


class School(Struct, frozen=True):
    """Whose hub this is."""

    name: str
    centre_id: str | None = None


class Shared(Struct, frozen=True):
    """What the MIS service shares of one thing that it has, in its own words."""

    what: str
    """The thing, for people: "pupils"."""
    fields: tuple[str, ...]
    missing: tuple[str, ...] = ()


class Connection(Struct, frozen=True):
    """Which MIS service the hub reads, and where. It holds no secret."""

    connector: str
    settings: dict[str, str]
    """What the connector needs besides its secrets: addresses."""
    school: str | None = None
    """The school's name as the MIS gave it when the hub was connected."""
    missing: tuple[str, ...] = ()
    """What the MIS does not share, in its own words: scopes, fields."""
    connected_at: datetime | None = None
    shared: tuple[Shared, ...] = ()
    """What the MIS shares; empty if it does not say."""
    urn: str | None = None
    """The school's Unique Reference Number as the MIS gave it when the hub was connected."""
    site: str | None = None
    """The school's own part of the address when the hub was connected, where each school has its own."""
    holds_until: datetime | None = None
    """When it ends because it cannot renew its token; None if it can."""
    school_id: str | None = None
    """The school's id at the service, if it came with the token."""
    kinds: tuple[Kind, ...] = ()
    """What the files had when the hub was connected to files; empty for a service, which has all four."""
    agreed: str = ""
    """What lists were read from then, as the connector writes it; empty for a service."""

    def __post_init__(self) -> None:
        """Refuse what only an edited file can hold."""
        require_valid_moments(self.connected_at)
        require_valid_moments(self.holds_until)


class Account(Struct, frozen=True):
    """Which Unix login is mapped to which teacher."""

    login: str
    teacher_id: str


class TickChoice(Struct, frozen=True):
    """A MIS row that a person un-ticked, or ticked against the rule of its kind."""

    kind: Kind
    connector: str
    mis_id: str
    ticked: bool
    word: str | None = None
    """The code of a year group, the folded name of a class: their MIS ids may change each year."""


def row_key(mis_id: str) -> str:
    """The key of a row, which differs from every record's id."""
    return f"mis:{mis_id}"


def row_of_key(key: str) -> str | None:
    """The MIS id of the row that a key is of; None for the id of a record."""
    return key.removeprefix("mis:") if key.startswith("mis:") else None


class UnmatchChoice(Struct, frozen=True):
    """A pair of which a person said that it is not the same: a row and a record, or two rows."""

    kind: Kind
    connector: str
    mis_id: str
    record_id: str
    """The id of the record, or the key of the other row."""


class MatchChoice(Struct, frozen=True):
    """A pair of which a person said that it is the same; forgotten once a sync has linked the two."""

    kind: Kind
    connector: str
    mis_id: str
    record_id: str


class Intake(Struct, frozen=True):
    """The school year that the MIS is in, as a person said: an MIS may change years late or early."""

    connector: str
    year: int
    """The calendar year in which that school year started."""
    on: date
    """The day on which it was said."""


class YearChoice(Struct, frozen=True):
    """Which year a year group of the MIS is, as a person said."""

    connector: str
    mis_id: str
    name: str
    """Its name in the MIS: the choice holds for it under a new MIS id too, and not under another name."""
    code: str
    school_year: int | None = None
    """For a name with a calendar year in it, which means another year each September: the calendar year in
    which the school year started that this was said in."""


class ClassChoice(Struct, frozen=True):
    """What a class of the MIS is called in the hub, where another one has the same name in the MIS."""

    connector: str
    mis_id: str
    mis_name: str
    """Its name in the MIS; the choice ends with it."""
    name: str
    """Its name in the hub."""


class Choices(Struct, frozen=True):
    """What people chose and every later sync respects."""

    ticks: tuple[TickChoice, ...] = field(default_factory=tuple)
    unmatched: tuple[UnmatchChoice, ...] = field(default_factory=tuple)
    matched: tuple[MatchChoice, ...] = field(default_factory=tuple)
    intake: Intake | None = None
    years: tuple[YearChoice, ...] = ()
    classes: tuple[ClassChoice, ...] = ()
    without_class: tuple[str, ...] = ()
    """The ids of pupils without a class in the MIS, as somebody approved; a hold does not count them."""
    without_year: tuple[str, ...] = ()
    """The same for pupils without a year group."""


class ErasureMark(Struct, frozen=True):
    """All that is left of a link of a person who was erased."""

    kind: Kind
    digest: str
    """A keyed digest of connector and MIS id: it recognises the same MIS row and reveals nothing else."""
    on: date
    """The day of the erasure."""
