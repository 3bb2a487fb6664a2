"""The application that was registered at the service for this school."""

from dataclasses import dataclass

REDIRECT = "http://localhost:4567/auth/assembly/callback"
"""As the service's own samples register it."""


@dataclass(slots=True)
class Application:
    """What the service knows about the application; it may be changed while the server runs."""

    redirect_uri: str = REDIRECT
    """The only address to which a school's answer is sent."""
    auto_approve: bool = False
    """Whether the school allows at once whatever is asked for, without a page."""
