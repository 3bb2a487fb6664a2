"""What the web hub's School tab has and marktui has not: why, and what to do instead."""

from msgspec import Struct


class WebHubPage(Struct, frozen=True):
    """Something that people look for because the web hub has it."""

    name: str
    """Its name in the web hub."""
    other_words: str
    """What else people call it."""
    instead: str
    """Why it is not here, and what to do instead."""


WEB_HUB_PAGES = (
    WebHubPage(
        "Promotion",
        "promote pupils rollover move up new school year",
        "A synced school is not promoted by hand. Once the MIS is in the new school year, read everything, "
        "then save.",
    ),
    WebHubPage(
        "Data sharing",
        "share test results back send data partner",
        "Test results are sent back by the web hub, not by marktui. Turn it on there: School > Data sharing.",
    ),
    WebHubPage(
        "MAT admin permissions",
        "group of schools trust academy multi permissions",
        "Which trust staff may see this school is set in the web hub: School > MAT admin permissions.",
    ),
    WebHubPage(
        "Approve access requests",
        "requests approve reject pending login",
        "Staff ask for access in the web hub and are approved there. Grant access here is for people whose "
        "access was revoked.",
    ),
)
"""In the order of the palette."""
