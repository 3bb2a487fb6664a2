"""The school that a hub is connected to, in words for both faces."""


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
