"""The connection of a hub, in words for both faces."""


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


def change_of_service(before: str, after: str) -> tuple[str, ...]:
    """What a person reads before a hub is connected to another service, in paragraphs.

    Args:
        before: The title of the service that was read last.
        after: The title of the one to connect to.
    """
    return (
        f"{before} was read until now. With {after}, all records are matched again: pupils by UPN, staff by "
        "email, groups by code and name; people without these by name and birth date.",
        f"Nothing is deleted. People that {after} does not have are de-synced, and a big loss is held until "
        "you approve it. The set-up starts again, and each step shows everything before it is saved.",
    )
