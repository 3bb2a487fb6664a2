"""Everything the hub knows about one record, as labels and plain sentences."""

from collections.abc import Iterator, Sequence

from marktui.hub.model import fields
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Person, Pupil, Record, SchoolClass, Status, Teacher, YearGroup
from marktui.hub.model.roster import Membership
from marktui.hub.people.upn import is_valid_upn
from marktui.tui.common.list.catalogue import View
from marktui.tui.common.list.detail import Detail
from marktui.tui.common.text.cells import Tone
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.records import (
    ACCESS_WORDS,
    KIND_TONES,
    KIND_WORDS,
    STATUS_WORDS,
    desync_words,
    link_words,
    lock_words,
    year_words,
)
from marktui.wording.dates import shown_day
from marktui.wording.people.accounts import ACCOUNT_WORDS
from marktui.wording.people.reasons import reason_words

_LABEL = 11
"""The letters of a label that there is room for."""


def title(record: Record) -> Detail:
    """What stands above the details of a record."""
    return Detail(KIND_WORDS[record.kind], record.label, KIND_TONES.get(record.kind, Tone.PLAIN))


def record_details(view: View, record: Record) -> list[Detail]:
    """All details of a record: why it is de-synced, then what its line in the list does not show."""
    tone = Tone.DESYNCED if record.status is Status.DESYNCED else Tone.PLAIN
    return [
        *reason_details(view, record),
        *field_details(view, record),
        Detail("Lock", lock_words(record)),
        Detail("Link", link_words(record)),
        Detail("Status", STATUS_WORDS[record.status], tone),
        *([Detail("Access", access_words(record))] if isinstance(record, Person) else []),
        Detail("Record", record.id),
    ]


def state_words(view: View, record: Record) -> str:
    """The state of a record in one line: status, why, access, link, who is in it."""
    words = [STATUS_WORDS[record.status]]
    if record.desync is not None and record.status is Status.DESYNCED:
        words[0] += f" since {desync_words(record.desync, view.today)}: {reason_words(view.hub, record)}"
    match record:
        case Person():
            words.append(access_words(record))
        case SchoolClass():
            words.append(_pupils(view.classes.get(record.id, Membership())))
        case YearGroup():
            words.append(_pupils(view.years.get(record.code, Membership())))
    if record.link is not None:
        words.append(link_words(record))
    return f" {GLYPHS.dot} ".join(words)


def reason_details(view: View, record: Record) -> Iterator[Detail]:
    """Why and on which day a record was de-synced."""
    if record.desync is not None and record.status is Status.DESYNCED:
        yield Detail("Why", reason_words(view.hub, record))
        yield Detail("De-synced", desync_words(record.desync, view.today))


def access_words(person: Person) -> str:
    """The access of a person, and how long a deletion is pending."""
    words = ACCESS_WORDS[person.access]
    if person.access is Access.PENDING_DELETION and person.deleting_on:
        return f"{words} from {shown_day(person.deleting_on)}"
    return words


def field_details(view: View, record: Record) -> Iterator[Detail]:
    """The fields of a record that only its kind has."""
    match record:
        case Pupil():
            yield from _pupil(view.hub, record)
        case Teacher():
            yield from _teacher(record)
        case SchoolClass():
            who = view.classes.get(record.id, Membership())
            yield _of(fields.DESCRIPTION, _or_dash(record.description))
            yield Detail("Years", _or_dash(", ".join(year_words(view.hub, code) for code in who.years)))
            yield Detail("Pupils", _number(who))
            yield from _members(view.members_of_class.get(record.id, ()))
        case YearGroup():
            yield _of(fields.CODE, record.code)
            yield Detail("Pupils", _number(view.years.get(record.code, Membership())))
            yield from _members(view.members_of_year.get(record.code, ()))


def _members(pupils: Sequence[Pupil]) -> Iterator[Detail]:
    """The names of a group's pupils, as its list shows them."""
    if pupils:
        yield Detail("Names", ", ".join(pupil.label for pupil in pupils))


def _of(field: fields.Field, text: str, tone: Tone = Tone.PLAIN) -> Detail:
    heading = field.heading if len(field.heading) <= _LABEL else field.short.capitalize()
    return Detail(heading, text, tone)


def _pupil(hub: Hub, pupil: Pupil) -> Iterator[Detail]:
    yield _of(fields.DATE_OF_BIRTH, _or_dash(shown_day(pupil.date_of_birth)))
    if pupil.upn and not is_valid_upn(pupil.upn):
        yield _of(
            fields.UPN, f"{pupil.upn}: the check letter is wrong, so nobody is matched by it", Tone.WARNING
        )
    else:
        yield _of(fields.UPN, _or_dash(pupil.upn))
    yield _of(fields.YEAR_GROUP, _or_dash(year_words(hub, pupil.year_group)))
    yield _of(fields.CLASS, _or_dash(hub.class_name(pupil)))
    if pupil.web_id:
        yield _of(fields.WEB_ID, pupil.web_id)


def _teacher(teacher: Teacher) -> Iterator[Detail]:
    yield _of(fields.EMAIL, _or_dash(teacher.email))
    if teacher.email_differs:
        yield _of(fields.MIS_EMAIL, f"{teacher.mis_email}: differs, the hub's is kept", Tone.WARNING)
    else:
        yield _of(fields.MIS_EMAIL, _or_dash(teacher.mis_email))
    yield _of(fields.ACCOUNT_TYPE, ACCOUNT_WORDS[teacher.account_type])


def _pupils(who: Membership) -> str:
    return Kind.PUPIL.counted(who.pupils) + _leavers(who)


def _number(who: Membership) -> str:
    return f"{who.pupils:,}{_leavers(who)}"


def _leavers(who: Membership) -> str:
    return f", {who.leavers:,} of them leavers" if who.leavers else ""


def _or_dash(text: str | None) -> str:
    return text or GLYPHS.dash
