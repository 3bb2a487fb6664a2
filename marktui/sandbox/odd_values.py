"""What faults put into rows, whatever the dialect."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from marktui.sandbox.names import STRANGERS
from marktui.sandbox.upn import check_letter

HALF_EMOJI = "\ue83d"
"""A sign of private use, in whose place half an emoji goes over the wire; no text can hold that."""
_HALF_ON_THE_WIRE = b"\\ud83d"

OFFICE = "office@ashgrove.example"
"""An address that several people share."""

FILLER_DATES = "1900-01-01", "0001-01-01", "1899-12-30", "2063-05-01", "9999-12-31"
"""Birth dates of nobody."""

OWN_YEAR_NAMES = {
    "N1": "Little Acorns FS1",
    "N2": "FS1",
    "R": "FS2",
    "1": "Y1 2012-13",
    "2": "Year 2 (KS1)",
    "3": "Yr 3",
    "4": "Y4",
    "5": "Year 5 (Upper)",
    "6": "Year 6 (Upper KS2)",
    "7": "Year 7 (Transition)",
    "8": "Year 8 (KS3)",
    "9": "Y9",
    "10": "Y10 2012-13",
    "11": "Year 11 GCSE",
    "12": "Lower 6th",
    "13": "Year 13 (Upper 6th)",
}
"""What schools call their year groups, by code."""


def odd_year_codes(code: str) -> tuple[str, ...]:
    """What stands in the place of a year code, such as `04`, `Y4`, `4/5` and `?` for 4."""
    return f"0{code}", f"Y{code}", f"{code}/{int(code) + 1}", "?"


def odd_emails(address: str) -> tuple[str, ...]:
    """What people type into the field of an address."""
    return "n/a", f"{address}; {address.partition('@')[0]}@home.example", "none", "@", "see office"


def odd_upns(upn: str) -> tuple[str, ...]:
    """Ways to write one UPN."""
    thin, none, mark = "\u202f", "\u200b", "\ufeff"
    return (
        f"{upn[:4]} {upn[4:8]} {upn[8:]}",
        upn.lower(),
        f"{none}{upn[:6]}{none}{upn[6:]}",
        f" {upn}\u00a0",
        f"{mark}{upn[0].lower()}{thin}{upn[1:]}",
    )


def new_upn(number: int, temporary: bool = False) -> str:
    """A right UPN that nobody else has."""
    tail = f"8999999{number:02}99A" if temporary else f"899999{number:02}9999"
    return check_letter(tail) + tail


def stranger(number: int) -> tuple[str, str]:
    """First and last name of somebody new."""
    return STRANGERS[number % len(STRANGERS)]


def midnight_in_london(day: date) -> str:
    """The beginning of a day as a moment in UTC, which in the summer is on the day before."""
    moment = datetime.combine(day, time(), ZoneInfo("Europe/London")).astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def on_the_wire(body: bytes) -> bytes:
    """The bytes of an answer, with half an emoji where one is meant."""
    return body.replace(HALF_EMOJI.encode(), _HALF_ON_THE_WIRE)
