"""The lines of a service that are filled in to connect to it: addresses, secrets, ticks."""

from collections.abc import Collection, Iterable, Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from marktui.connectors.info import ConnectorInfo
from marktui.hub.model.hub import Hub
from marktui.store.secrets.destination import variable
from marktui.sync.session import Session
from marktui.tui.common.widgets.checkbox import TickBox
from marktui.tui.common.widgets.field import Field


class ServiceForm(Vertical):
    """Asks for what a service needs.

    Args:
        hub: The hub; its addresses are offered again.
    """

    DEFAULT_CSS = """
    ServiceForm {
        height: auto;
        & > .fields { height: auto; margin-bottom: 1; & Label { width: 32; } }
    }
    """

    def __init__(self, session: Session, hub: Hub, service: ConnectorInfo) -> None:
        super().__init__()
        self._session = session
        self._service = service
        self.saved = _saved_settings(session, hub, service)
        """The settings of the connection; empty where the hub has another one, or none."""

    def compose(self) -> ComposeResult:
        """A line for each address and secret, and the ticks."""
        with Vertical(classes="fields"):
            if self._service.is_address_first:
                yield from self._address_fields()
            yield from self._secret_fields()
            if not self._service.is_address_first:
                yield from self._address_fields()
        for tick in self._service.ticks:
            yield TickBox(tick.label, name=tick.name, value=bool(self.saved.get(tick.name)))

    @property
    def typed(self) -> dict[str, str]:
        """What was typed in each line."""
        return {field.name or "": field.value for field in self.query(Field)}

    def typed_secrets(self, settings: Mapping[str, str]) -> dict[str, str]:
        """Each secret with what was typed; a line that there is not yet is empty."""
        typed = self.typed
        return {name: typed.get(name, "") for name in self._service.secrets_for(settings)}

    def settings(self) -> dict[str, str]:
        """The addresses that were typed, with what else was set on the command line under the same service.

        Raises:
            UsageError: An address is missing or cannot be used.
        """
        typed = self.typed
        addresses = {one.name: typed[one.name] for one in self._service.addresses if typed[one.name]}
        ticks = {box.name or "": "yes" for box in self.query(TickBox) if box.value}
        tidied = self._service.tidy_settings(addresses | ticks)
        is_same_place = self.is_same_place(tidied)
        kept_options = {
            name: self.saved[name]
            for name in self._service.options
            # What was said of some files, such as a column picked by hand, does not hold for others.
            if name in self.saved and (is_same_place or name not in self._service.without_secrets)
        }
        return self._service.tidy_settings(kept_options | tidied)

    def is_same_place(self, settings: Mapping[str, str]) -> bool:
        """Whether addresses are those that were saved."""
        addresses = (one.name for one in self._service.addresses)
        return all(self.saved.get(name) == settings[name] for name in addresses if name in settings)

    def add_secrets(self, names: Iterable[str]) -> None:
        """Add a line for each secret that turns out to be asked for: the login of a second address."""
        there: Collection[str] = self.typed
        self.query_one(".fields").mount(*(self._secret_field(name) for name in names if name not in there))

    def go_to(self, name: str | None) -> None:
        """Go to a line, else to the first one that must be filled in."""
        if lines := [line for line in self.query(Field) if line.name == name]:
            # A line that was added just now has its own part of the form to make first.
            lines[0].call_later(lines[0].go_there)
        else:
            self.go_to_first_gap()

    def go_to_first_gap(self) -> None:
        """Go to the first line that must be filled in and is not, else to the first one."""
        stored = self._session.secrets(self._service.name)
        gaps = {name for name in self._service.needed if not stored.is_known(name)}
        gaps |= {one.name for one in self._service.addresses if not one.usual}
        lines = list(self.query(Field))
        empty = [line for line in lines if line.name in gaps and not line.value]
        (empty or lines)[0].query_one(Input).focus()

    def _address_fields(self) -> ComposeResult:
        for one in self._service.addresses:
            label = one.label if one.usual else f"{one.label} *"
            value = self.saved.get(one.name, one.usual)
            yield Field(one.name, label, value=value, placeholder=one.example)

    def _secret_fields(self) -> ComposeResult:
        service = self._service
        names = service.secrets_for(self.saved) if self.saved else service.secrets
        yield from map(self._secret_field, names)

    def _secret_field(self, name: str) -> Field:
        known = self._session.secrets(self._service.name).is_known(name)
        hint = "found already; may stay empty" if known else variable(self._service.name, name)
        words = self._service.secret_words(name)
        star = " *" if name in self._service.needed else ""
        return Field(
            name,
            f"{words[0].upper()}{words[1:]}{star}",
            placeholder=hint,
            secret=not self._service.is_in_clear(name),
        )


def _saved_settings(session: Session, hub: Hub, service: ConnectorInfo) -> dict[str, str]:
    """What the hub is connected with, to be offered again; not what others may have written into its file."""
    connection = hub.connection
    if connection is None or connection.connector != service.name:
        return {}
    is_confirmed = session.secrets(service.name, connection.settings).is_confirmed
    return connection.settings if is_confirmed else {}
