"""What can go wrong at Arbor only."""

from marktui.sandbox.fault.kind import ARBOR, Fault


def _fault(name: str, does: str, ends: int) -> Fault:
    return Fault(name, does, ends, (ARBOR,))


TABLE = (
    # The connection and the shape of an answer.
    _fault("error-once", "The first answer of the list of pupils is 500, then all is well.", 0),
    _fault("reset-once", "The first request for pupils has its connection reset, unanswered.", 0),
    _fault("big-page-504", "Pages of more than 200 rows fail with 504, of any list.", 0),
    _fault("null-data", "The list of pupils answers data: null and an error that names no field.", 5),
    _fault("half-data", "The list of pupils has half its rows, and an error that names no field.", 5),
    _fault("empty-data", "The list of pupils answers data: [] instead of an object.", 5),
    _fault("null-list", "The list of pupils is null instead of a list.", 5),
    # Paging.
    _fault("shifted-once", "The first reading of the pupils shifts by a row, later ones do not.", 0),
    _fault("one-short-page", "A full page of pupils holds one row less than asked for; none is lost.", 0),
    # Credentials, grants and limits.
    _fault("password-changed", "The application has another password now; every request is 401.", 5),
    _fault("not-approved", "The school has withdrawn its approval; every request is 403.", 5),
    _fault("picky-firewall", "Callers without a User-Agent of their own are refused with 403.", 0),
    _fault("tiny-limit", "Three requests a second, then 429 with Retry-After 1.", 0),
    _fault("limit-bare", "The first answer of the list of pupils is 429 without Retry-After.", 0),
    _fault("students-refused", "Student is not granted; lists that read it are empty.", 5),
    _fault("groups-refused", "RegistrationForm is not granted; answers that read it have no data.", 5),
    _fault("form-refused", "Student.registrationForm is not granted; data is null.", 5),
    _fault("leaving-date-refused", "Student.leavingDate is not granted; the list is empty.", 5),
    _fault("upn-refused", "Student.upn is not granted; a list that reads it is empty.", 0),
    _fault("dob-refused", "Student.dateOfBirth is not granted; data is null where it is read.", 0),
    _fault("staff-email-refused", "Staff.emailAddresses is not granted; all other fields are there.", 0),
    # The schema.
    _fault("no-upn-field", "The schema has no Student.upn.", 0),
    _fault("no-leaving-date-field", "The schema has no Student.leavingDate.", 5),
    # Rows that are odd, but harmless.
    _fault("null-fields", "upn and dateOfBirth of every pupil are null.", 0),
    _fault("timed-dates", "Dates come with a time.", 0),
    _fault("number-ids", "Ids are numbers instead of strings.", 0),
    # Much less than before.
    _fault("no-students", "The list of pupils is empty.", 5),
    _fault("no-groups", "The list of forms is empty.", 5),
    _fault("pupils-without-form", "The registrationForm of every pupil is null.", 3),
)
