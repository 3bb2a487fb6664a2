"""Everything that can go wrong at the stand-in MIS, by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to go wrong."""

    name: str
    does: str
    """One sentence, in the present tense."""
    exit: int
    """How `marktui sync pupils` should end: the hub was synced cleanly before, at the same step."""


class UnknownFault(ValueError):  # noqa: N818  it reads as what it says
    """There is no fault of that name."""

    def __init__(self, name: str) -> None:
        self.near = get_close_matches(name, FAULTS, cutoff=0.4)
        hint = f" Did you mean {' or '.join(self.near)}?" if self.near else ""
        super().__init__(f"There is no fault named {name!r}.{hint}")


_TABLE = (
    # The connection and the shape of an answer.
    Fault("page-500", "The last page of /students fails with 500 for ever.", 5),
    Fault("few-502", "The first two answers of /students are 502, then all is well.", 0),
    Fault("empty-error", "/students answers 503 with an empty body for ever.", 5),
    Fault("drop", "Every answer of /students breaks off half-way.", 5),
    Fault("drop-once", "The first answer of /students breaks off half-way.", 0),
    Fault("hang", "/students does not answer for ten minutes.", 5),
    Fault("slow-page", "Each page of /students takes a second.", 0),
    Fault("malformed-json", "/students answers JSON that stops in the middle.", 5),
    Fault("html-page", "/students answers a web page with status 200.", 5),
    Fault("not-modified", "/students answers 304 to a request without a condition.", 5),
    Fault("redirect", "/students redirects to the same port at another host name.", 5),
    # Paging.
    Fault("small-pages", "No page holds more than 100 rows, whatever was asked for.", 0),
    Fault("short-page", "The first page of /students lacks three rows that Total promises.", 5),
    Fault("page-loop", "Page 2 of /students repeats page 1 and points back to it.", 5),
    Fault("duplicate-row", "A row of one page of /students is repeated on the next, none is lost.", 0),
    Fault("shifted-page", "Pages of /students shift by a row: one comes twice, one never.", 5),
    Fault("no-next-page", "The last page has no Next-Page header instead of an empty one.", 0),
    # Tokens, scopes and limits.
    Fault("token-expired", "Tokens given out so far have expired; refreshing helps.", 0),
    Fault("token-revoked", "The school has revoked the app; refreshing is refused too.", 5),
    Fault("wrong-version", "Every data request is refused with 406 unsupported_version.", 5),
    Fault("tiny-limit", "Three requests a second, then 429 with data.period 1.", 0),
    Fault("retry-after", "For a second after its first call /students answers 429 with Retry-After.", 0),
    Fault("students-refused", "The token lacks the scope students.basic.", 5),
    Fault("groups-refused", "The token lacks the scope registration_groups.", 5),
    Fault(
        "left-refused", "/students/left is refused with insufficient_scope; bad once somebody is missing.", 0
    ),
    Fault("left-500", "/students/left fails with 500 for ever; bad once somebody is missing.", 0),
    Fault("upn-scope-missing", "The token lacks students.upn, so that rows have no upn.", 0),
    Fault("dob-scope-missing", "The token lacks students.dob, so that rows have no dob.", 0),
    Fault("staff-email-scope-missing", "The token lacks staff_members.emails.", 0),
    # Rows that are odd, but harmless.
    Fault("null-fields", "upn, dob and everything without a scope are null instead of absent.", 0),
    Fault("sentinel-dates", "No end date is written as 2079-06-06 instead of null.", 0),
    Fault("bare-dates", "Dates come without a time.", 0),
    Fault("extra-fields", "Rows have fields that nobody has documented.", 0),
    Fault("odd-status", "Every pupil has the unknown enrolment_status Z9.", 0),
    Fault("full-sync", "Every record counts as modified just now.", 0),
    Fault("upn-changed", "One pupil has another UPN.", 0),
    Fault("class-renamed", "One registration group has another name and the same id.", 0),
    Fault("both-lists", "Three pupils on roll are in /students/left too.", 0),
    Fault("two-classes", "One pupil is in two registration groups.", 0),
    Fault("hostile-names", "Five names hold terminal escapes, bidi marks, zero-width signs and markup.", 0),
    # Rows that are wrong.
    Fault("upn-clash", "Two pupils have one UPN.", 0),
    Fault("nameless-row", "One pupil has no name at all.", 0),
    Fault("wrong-type", "One pupil's first name is a number.", 0),
    Fault("many-invalid", "One pupil in ten has no name at all, five at least.", 3),
    Fault("row-without-id", "One pupil has no id.", 5),
    # Much less, or much else, than before.
    Fault("no-students", "/students is empty and says so (Total 0).", 5),
    Fault("groups-without-members", "Registration groups have no student_ids.", 5),
    Fault("groups-null-members", "The student_ids of registration groups are null.", 5),
    Fault("mass-vanish", "30 % of the pupils are in no list any more.", 3),
    Fault("mass-rename", "30 % of the pupils have another last name.", 3),
)

FAULTS = {fault.name: fault for fault in _TABLE}


def chosen(names: Iterable[str]) -> tuple[str, ...]:
    """The names in the order of the table, each once.

    Raises:
        UnknownFault: one of them is in no table.
    """
    wanted = list(names)
    for name in wanted:
        if name not in FAULTS:
            raise UnknownFault(name)
    return tuple(name for name in FAULTS if name in wanted)
