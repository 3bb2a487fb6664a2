"""The connectors by name, without importing any of them."""

from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module

from msgspec import Struct, structs

from marktui.connectors.base import Connector, Notify, Secrets
from marktui.hub.model.errors import UsageError
from marktui.hub.model.next_step import ConnectionStep, GiveSetting, NextStep

_BUNDLE = "ca_bundle"
"""A file of certificate authorities, for a school behind a web filter of its own."""


class Address(Struct, frozen=True):
    """An address that a connector can be given."""

    name: str
    """Its key in the connection's settings: `api_url`."""
    label: str
    """What a form calls it."""
    usual: str = ""
    """The service's own one; empty where there is none, so that one must be given."""
    hint: str = ""
    """What to give where one must be given, as a sentence."""
    example: str = ""
    """What one looks like, for a line that is still empty."""


class Described(Struct, frozen=True):
    """What is known of a connector before it is imported."""

    name: str
    """The word in links and on the command line."""
    title: str
    """The name for people."""
    module: str
    """Where its class lies; the class is named like the title."""
    secrets: tuple[str, ...]
    """The short names of its secrets."""
    needed: tuple[str, ...]
    """Those of its secrets that must be there."""
    addresses: tuple[Address, ...]
    set_up: tuple[str, ...]
    """What a school does at the service to get the secrets, as sentences in their order."""
    revoke: str
    """Where a school takes its permission back, as a sentence."""
    words: Mapping[str, str] = {}
    """What people call a secret, where that is not its own name."""
    options: tuple[str, ...] = (_BUNDLE,)
    """Settings besides the addresses, which hardly anybody needs."""
    form: str = "marktui.connectors.http.address:checked_address"
    """The function that brings an address into the one form that is stored and shown."""
    alike: tuple[str, ...] = ()
    """Settings that get the first address as well."""
    about: str = ""
    """What a school has to know before it connects, as a sentence for the tile."""
    first: NextStep | None = None
    """What is done before anything else."""
    in_clear: tuple[str, ...] = ()
    """The secrets that a form shows as they are typed: names, which only open something with a password."""
    permissions: str = ""
    """The function that lists what the school's application has to ask for; empty where nothing is listed."""
    is_address_first: bool = False
    """Whether the address is asked for before the secrets: it is the school's own, and easily mistyped."""
    renewing: tuple[str, ...] = ()
    """The secrets with which it renews its token by itself; none where nothing has to be renewed."""
    lasts: int = 0
    """For how many seconds its token is good, where the service does not say."""
    redirect: str = ""
    """The usual redirect address of an application; empty where a browser gives no permission."""

    def permission_lines(self) -> tuple[str, ...]:
        """What the school's application has to ask for at the service, a line for each entity."""
        if not self.permissions:
            return ()
        module, _, function = self.permissions.partition(":")
        lines: Callable[[], tuple[str, ...]] = getattr(import_module(module), function)
        return lines()

    def set_up_sentences(self) -> tuple[str, ...]:
        """What a school does at the service to get the secrets, with the entities to ask for filled in."""
        names = ", ".join(line.partition(":")[0] for line in self.permission_lines())
        return tuple(sentence.replace("{permissions}", names) for sentence in self.set_up)

    def secret_words(self, name: str) -> str:
        """What people call a secret: "application password"."""
        return self.words.get(name) or name.replace("_", " ").replace("client id", "client ID")

    def tidy_settings(self, given: Mapping[str, str]) -> dict[str, str]:
        """What was given, with each address in the one form that is stored and shown.

        Raises:
            UsageError: An address is missing, or is one that secrets must not be sent to; or the file of
                certificate authorities cannot be used.
        """
        module, _, function = self.form.partition(":")
        form: Callable[[str], str] = getattr(import_module(module), function)
        self.full_settings(given)
        names = {one.name for one in self.addresses}
        tidied = {name: form(text) if name in names else text.strip() for name, text in given.items()}
        if tidied.get(_BUNDLE):
            from marktui.connectors.http.certificates import checked_bundle

            tidied[_BUNDLE] = checked_bundle(tidied[_BUNDLE])
        return tidied | dict.fromkeys(self.alike, tidied.get(self.addresses[0].name, ""))

    def full_settings(self, given: Mapping[str, str]) -> dict[str, str]:
        """All settings: those given, and the service's own addresses where none is.

        Raises:
            UsageError: An address is missing.
        """
        settings = {name: given[name] for name in self.options if given.get(name)}
        for one in self.addresses:
            settings[one.name] = given.get(one.name) or one.usual
            if not settings[one.name]:
                label = f"{one.label[0].lower()}{one.label[1:]}"
                step = GiveSetting(self.name, one.name)
                raise UsageError(f"{self.title} needs {label}.", one.hint, step)
        return settings


CONNECTORS: Mapping[str, Described] = {
    one.name: one
    for one in (
        Described(
            name="assembly",
            title="Assembly",
            module="marktui.connectors.assembly.connector",
            secrets=("token", "refresh_token", "client_id", "client_secret"),
            needed=("token",),
            addresses=(
                Address("api_url", "Data service", "https://api.assembly.education"),
                Address("auth_url", "Token service", "https://platform.assembly.education"),
            ),
            set_up=(
                "A live school authorises a registered application, in a browser.",
                "Tick optional permissions too: UPN, birth date and email match people.",
                "A token alone ends within a day; Assembly's own sandbox makes one.",
            ),
            revoke="To take the permission back at the service: Assembly dashboard > Apps > the application "
            "> Revoke.",
            renewing=("refresh_token", "client_id", "client_secret"),
            lasts=86_400,
            redirect="http://localhost:4567/auth/assembly/callback",
        ),
        Described(
            name="arbor",
            title="Arbor",
            module="marktui.connectors.arbor.connector",
            secrets=("username", "password"),
            needed=("username", "password"),
            words={"username": "application username", "password": "application password (token)"},
            addresses=(
                Address(
                    "url",
                    "The school's address",
                    hint="Give the address of the school's own Arbor, such as https://SCHOOL.uk.arbor.sc.",
                    example="https://SCHOOL.uk.arbor.sc",
                ),
            ),
            options=("user_agent", _BUNDLE),
            about="Needs an application that the school registers. Enter says how.",
            form="marktui.connectors.arbor.address:arbor_address",
            set_up=(
                "At Arbor's developers' portal the school registers an application of its own. It asks to "
                "read {permissions}.",
                "In Arbor: System > Partner Apps (API Users) > Pending requests: approve it. That needs the "
                "permission School: User Accounts: Administer.",
                "The portal shows the username and password (token) of the application.",
            ),
            revoke="To withdraw the permission at the service: Arbor > System > Partner Apps (API Users) > "
            "Approved Apps > the application > Revoke.",
            in_clear=("username",),
            permissions="marktui.connectors.arbor.fields:permission_lines",
            is_address_first=True,
        ),
    )
}

SANDBOX = structs.replace(
    CONNECTORS["assembly"],
    title="Sandbox",
    secrets=("token",),
    addresses=(
        Address("api_url", "The address", hint="Give the address that it prints: http://127.0.0.1:PORT."),
    ),
    alike=("auth_url",),
    about="An invented school to practise on. It runs on this machine and speaks as Assembly does.",
    first=ConnectionStep.START_SANDBOX,
    set_up=("It prints MARKTUI_ASSEMBLY_TOKEN and its address: type both here.",),
    revoke="Ctrl+C ends the sandbox, where it runs.",
    renewing=(),
    lasts=0,
    redirect="",
)
"""Assembly as its stand-in on this machine plays it: the same connector, and other questions in the form."""


def described(name: str) -> Described:
    """What is known of a connector.

    Raises:
        UsageError: There is no connector of that name.
    """
    if name not in CONNECTORS:
        raise UsageError(f"There is no connector {name!r}.", f"There are: {', '.join(CONNECTORS)}.")
    return CONNECTORS[name]


def connector(
    name: str, settings: Mapping[str, str], secrets: Secrets, *, today: date, notify: Notify
) -> Connector:
    """A connector, imported and ready to be entered.

    Args:
        name: The connector's word.
        settings: Its addresses and options, as in the hub's connection.
        secrets: Its credentials.
        today: The day on which somebody is or is not on roll.
        notify: Told before each pause.

    Raises:
        UsageError: There is no such connector, or an address cannot be used.
    """
    one = described(name)
    connect: type[Connector] = getattr(import_module(one.module), one.title)
    return connect(one.full_settings(settings), secrets, today=today, notify=notify)  # type: ignore[call-arg]
