"""What can go wrong at Assembly; some of it at Arbor too."""

from marktui.sandbox.fault.kind import ARBOR, ASSEMBLY, Fault

_ASSEMBLY = (ASSEMBLY,)
_BOTH = ASSEMBLY, ARBOR

TABLE = (
    # The connection and the shape of an answer.
    Fault("page-500", "The last page of the list of pupils fails with 500 for ever.", 5, _BOTH),
    Fault("few-502", "The first two answers of the list of pupils are 502, then all is well.", 0, _BOTH),
    Fault("empty-error", "The list of pupils answers 503 with an empty body for ever.", 5, _BOTH),
    Fault("drop", "Every answer of the list of pupils breaks off half-way.", 5, _BOTH),
    Fault("drop-once", "The first answer of the list of pupils breaks off half-way.", 0, _BOTH),
    Fault("hang", "The list of pupils does not answer for ten minutes.", 5, _BOTH),
    Fault("slow-page", "Each page of the list of pupils takes a second.", 0, _BOTH),
    Fault("malformed-json", "The list of pupils answers JSON that stops in the middle.", 5, _BOTH),
    Fault("html-page", "The list of pupils answers a web page with status 200.", 5, _BOTH),
    Fault("bom", "The JSON of the list of pupils begins with a byte order mark.", 0, _BOTH),
    Fault("many-rows", "The list of pupils unfolds from 0.3 MB into seven million rows.", 5, _BOTH),
    Fault("not-modified", "/students answers 304 to a request without a condition.", 5, _ASSEMBLY),
    Fault("redirect", "The list of pupils redirects to the same port at another host name.", 5, _BOTH),
    # Paging.
    Fault("small-pages", "No page holds more than 100 rows, whatever was asked for.", 0, _BOTH),
    Fault("short-page", "The first page of /students lacks three rows that Total promises.", 5, _ASSEMBLY),
    Fault(
        "page-loop", "The second page of the list of pupils repeats the first, and so on for ever.", 5, _BOTH
    ),
    Fault(
        "duplicate-row",
        "A row of one page of the list of pupils is repeated on the next, none is lost.",
        0,
        _BOTH,
    ),
    Fault(
        "shifted-page", "Pages of the list of pupils shift by a row: one comes twice, one never.", 5, _BOTH
    ),
    Fault("empty-page", "The last page of the list of pupils comes back empty.", 5, _BOTH),
    Fault("no-next-page", "The last page has no Next-Page header instead of an empty one.", 0, _ASSEMBLY),
    # Tokens, scopes and limits.
    Fault("token-expired", "Tokens given out so far have expired; refreshing helps.", 0, _ASSEMBLY),
    Fault("token-revoked", "The school has revoked the app; refreshing is refused too.", 5, _ASSEMBLY),
    Fault("refresh-401", "The school has revoked the app; refreshing is refused with 401.", 5, _ASSEMBLY),
    Fault(
        "refresh-rotates",
        "Tokens given out so far have expired; a refresh gives a new refresh token, and ends the old one.",
        0,
        _ASSEMBLY,
    ),
    Fault("short-tokens", "Access tokens last two seconds, and say so.", 0, _ASSEMBLY),
    Fault("code-expired", "The code of a consent has expired before it can be exchanged.", 0, _ASSEMBLY),
    Fault("consent-denied", "The school denies every consent at once.", 0, _ASSEMBLY),
    Fault("wrong-state", "A consent brings back another state than was sent.", 0, _ASSEMBLY),
    Fault("other-school", "The token is that of another school, Oakfield Primary.", 5, _ASSEMBLY),
    Fault("wrong-version", "Every data request is refused with 406 unsupported_version.", 5, _ASSEMBLY),
    Fault("tiny-limit", "Three requests a second, then 429 with data.period 1.", 0, _ASSEMBLY),
    Fault(
        "retry-after",
        "For a second after its first call the list of pupils answers 429 with Retry-After.",
        0,
        _BOTH,
    ),
    Fault(
        "busy",
        "For a second after its first call the list of pupils answers 503 with Retry-After.",
        0,
        _BOTH,
    ),
    Fault("students-refused", "The token lacks the scope students.basic.", 5, _ASSEMBLY),
    Fault("groups-refused", "The token lacks the scope registration_groups.", 5, _ASSEMBLY),
    Fault(
        "left-refused",
        "/students/left is refused with insufficient_scope; bad once somebody is missing.",
        0,
        _ASSEMBLY,
    ),
    Fault("left-500", "/students/left fails with 500 for ever; bad once somebody is missing.", 0, _ASSEMBLY),
    Fault("upn-scope-missing", "The token lacks students.upn, so that rows have no upn.", 0, _ASSEMBLY),
    Fault("dob-scope-missing", "The token lacks students.dob, so that rows have no dob.", 0, _ASSEMBLY),
    Fault("staff-email-scope-missing", "The token lacks staff_members.emails.", 0, _ASSEMBLY),
    # Rows that are odd, but harmless.
    Fault("null-fields", "upn, dob and everything without a scope are null instead of absent.", 0, _ASSEMBLY),
    Fault("sentinel-dates", "No end date is written as 2079-06-06 instead of null.", 0, _ASSEMBLY),
    Fault("bare-dates", "Dates come without a time.", 0, _ASSEMBLY),
    Fault("extra-fields", "Rows have fields that nobody has documented.", 0, _BOTH),
    Fault("odd-status", "Every pupil has the unknown enrolment_status Z9.", 0, _ASSEMBLY),
    Fault("full-sync", "Every record counts as modified just now.", 0, _ASSEMBLY),
    Fault("upn-changed", "One pupil has another UPN.", 0, _BOTH),
    Fault("class-renamed", "One class has another name and the same id.", 0, _BOTH),
    Fault("starters-listed", "/students lists the planned starter too, who starts later.", 0, _ASSEMBLY),
    Fault("both-lists", "Three pupils on roll are in /students/left too.", 0, _ASSEMBLY),
    Fault("two-classes", "One pupil is in two registration groups.", 0, _ASSEMBLY),
    Fault(
        "hostile-names",
        "Five names hold terminal escapes, bidi marks, zero-width signs and markup.",
        0,
        _BOTH,
    ),
    # Rows that are wrong.
    Fault("upn-clash", "Two pupils have one UPN.", 0, _BOTH),
    Fault("new-upn-clash", "The two pupils who came last have one UPN.", 0, _ASSEMBLY),
    Fault("nameless-row", "One pupil has no name at all.", 0, _BOTH),
    Fault("wrong-type", "One pupil's first name is a number.", 0, _BOTH),
    Fault("many-invalid", "One pupil in ten has no name at all, five at least.", 3, _BOTH),
    Fault("row-without-id", "One pupil has no id.", 5, _BOTH),
    # Much less, or much else, than before.
    Fault("no-students", "/students is empty and says so (Total 0).", 5, _ASSEMBLY),
    Fault("groups-without-members", "Registration groups have no student_ids.", 5, _ASSEMBLY),
    Fault("groups-null-members", "The student_ids of registration groups are null.", 5, _ASSEMBLY),
    Fault("mass-vanish", "30 % of the pupils are in no list any more.", 3, _BOTH),
    Fault("mass-rename", "30 % of the pupils have another last name.", 3, _BOTH),
)
