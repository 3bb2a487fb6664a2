"""What can go wrong with a connection, and what both faces say of it, each word once.

`cli/test_fault.py`, `cli/test_arbor_fault.py` and `cli/test_authorise.py` try it at the command line,
`tui/test_fault.py` in the interface.
"""

from typing import NamedTuple

ASSEMBLY, ARBOR = "assembly", "arbor"


class Row(NamedTuple):
    """One fault of the stand-in while a synced hub is synced again."""

    dialect: str
    fault: str
    exit: int = 0
    says: str = ""
    """What the sentence of it must speak of; nothing where all goes on as ever."""
    kind: str = "pupils"
    """What is synced."""


ROWS = (
    # Tokens.
    Row(ASSEMBLY, "token-expired"),
    Row(ASSEMBLY, "short-tokens"),
    Row(ASSEMBLY, "refresh-rotates"),
    Row(ASSEMBLY, "token-revoked", 5, r"does not renew it: the school has to authorise again"),
    Row(ASSEMBLY, "refresh-401", 5, r"does not renew it: the school has to authorise again"),
    Row(ASSEMBLY, "other-school", 5, r"answers for Oakfield Primary.* connected to Ashgrove Primary"),
    Row(ARBOR, "password-changed", 5, r"username and password"),
    Row(ARBOR, "not-approved", 5, r"does not let this application read .*403"),
    # What the service speaks, and how often it may be asked.
    Row(ASSEMBLY, "wrong-version", 5, r"version 1\.1"),
    Row(ASSEMBLY, "tiny-limit"),
    Row(ARBOR, "tiny-limit"),
    # Who is in the lists.
    Row(ASSEMBLY, "starters-listed"),
    Row(ARBOR, "shifted-page", 5, r"1 pupil is missing from Arbor's lists, but on roll when asked"),
    Row(ARBOR, "neither-list", 5, r"3 pupils are missing from Arbor's lists, but on roll when asked"),
    Row(ARBOR, "applicants", 0, r"3 pupils have neither year group, form nor leaving date"),
    # Years and groups.
    Row(ASSEMBLY, "summer-gap", 0, r"No academic year holds today"),
    Row(ARBOR, "summer-gap", 0, r"No academic year holds today"),
    Row(ASSEMBLY, "summer-gap", 0, r"No academic year holds today", "classes"),
    Row(ARBOR, "summer-gap", 0, r"No academic year holds today", "classes"),
    Row(ASSEMBLY, "ended-groups", kind="classes"),
    Row(ASSEMBLY, "ended-groups-always", kind="classes"),
    Row(ARBOR, "level-null", 0, r"5 pupils are unclear in the MIS"),
    Row(ARBOR, "level-null-all"),
    Row(ARBOR, "last-year-forms", 0, r"\d+ pupils are unclear in the MIS.*a class that does not hold today"),
    Row(ARBOR, "timed-dates"),
)
CONSENT = {
    "consent-denied": r"did not give the permission",
    "code-expired": r"has been used, or has expired",
    "students-refused": r"does not share the pupils: students\.basic is missing",
    "wrong-version": r"does not speak version 1\.1",
}
"""What is said where a school's consent brings no connection."""


def rows_of(dialect: str) -> tuple[Row, ...]:
    """The rows of one dialect."""
    return tuple(row for row in ROWS if row.dialect == dialect)


def name_of(row: Row) -> str:
    """The name of a test."""
    return f"{row.dialect} {row.fault} {row.kind}"
