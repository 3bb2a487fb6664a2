"""The connection in words for both faces: the school that it is to, and when it ends."""

from datetime import datetime, timedelta

from marktui.wording.dates import age, ago

_WARNED = timedelta(days=1)
_MOMENT = timedelta(minutes=1)


def is_ending(end: datetime, now: datetime) -> bool:
    """Whether a connection has ended, or will within a day."""
    return end - now <= _WARNED


def end_words(end: datetime, now: datetime) -> str:
    """When a connection ends, as a sentence."""
    if end <= now:
        return f"This connection ended {ago(end, now)}, and cannot renew itself."
    left = f", in {_left(end, now)}," if is_ending(end, now) else ""
    here = end.astimezone()
    ends = f"on {here.day} {here:%b} at {here:%H:%M}{left}"
    return f"This connection ends when its token does, {ends} and cannot renew itself."


def short_end_words(end: datetime, now: datetime) -> str:
    """The same for a line with little room; nothing while it is further than a day ahead."""
    if end <= now:
        return "ended"
    return f"ends in {_left(end, now)}" if is_ending(end, now) else ""


def connected_school(name: str | None, urn: str | None, site: str | None) -> str:
    """What the MIS said of the school: "Ashgrove Primary (URN 199123)"; empty where it said nothing.

    Args:
        name: The school's name in the MIS.
        urn: Its number in England's register of schools.
        site: Its own part of the address, which counts where the MIS names no school.
    """
    if name is None:
        return f"{site} (by its address)" if site else ""
    return f"{name} (URN {urn})" if urn else name


def change_of_service(before: str, after: str, *, to_files: bool = False) -> tuple[str, ...]:
    """What a person reads before a hub is connected to another service, in paragraphs.

    Args:
        before: The title of the service that was read last.
        after: The title of the one to connect to.
        to_files: Whether that is files, which may be a part of the school.
    """
    missing = f"People that {after} does not have are de-synced"
    if to_files:
        missing = "People missing from the files are de-synced only if you say that they are the whole school"
    return (
        f"{before} was read until now. With {after}, all records are matched again: pupils by UPN, staff by "
        "email, groups by code and name; people without these by name and birth date.",
        f"Nothing is deleted. {missing}, and a big loss is held until you approve it. "
        "The set-up starts again, and each step shows everything before it is saved.",
    )


def _left(end: datetime, now: datetime) -> str:
    """How long it still holds, roughly: `3 h`."""
    return age(now, end) if end - now >= _MOMENT else "a moment"
