"""The settings in force, and where each comes from."""

from collections.abc import Mapping

from msgspec import Struct

from marktui.hub.settings.network import USUAL_NETWORK, Network


class Settings(Struct, frozen=True, kw_only=True):
    """What a person can set. All of it has a usual value; docs/settings.md describes each."""

    theme: str = "dark"
    dates: str = "4 Mar 2026"
    """How dates are shown, as an example."""
    start: str = "sync"
    """The tab that is open at the start."""
    detail: bool = False
    """Whether the details of the line under the cursor have a pane of their own."""
    ascii: bool | None = None
    """Whether only ASCII is drawn; None leaves it to the locale."""
    keys: dict[str, str] = {}
    """The keys of commands by id, divided by commas as Textual has them."""
    network: Network = USUAL_NETWORK
    hubs: dict[str, str] = {}
    """The folders of hubs by name."""


USUAL = Settings()
"""What holds without a file."""


class Source(Struct, frozen=True):
    """Where a value comes from: a variable of the environment, a line of the file, or neither."""

    variable: str = ""
    line: int | None = None


class Problem(Struct, frozen=True):
    """Something that is wrong with what was set; everything else holds."""

    text: str
    """One sentence."""
    source: Source = Source()


class SettingsInForce(Struct, frozen=True):
    """The settings, where they come from, and what was wrong."""

    settings: Settings = USUAL
    sources: Mapping[str, Source] = {}
    """By the dotted name of each setting that is not the usual one: `network.proxy`."""
    problems: tuple[Problem, ...] = ()


NO_SETTINGS = SettingsInForce()
"""Where nothing is set."""
