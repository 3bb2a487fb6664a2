"""A screen whose keys are commands."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import ClassVar, TypeVar

from textual.binding import ActiveBinding, Binding
from textual.reactive import Reactive
from textual.widget import Widget

from marktui.tui.commands.command import Command
from marktui.tui.commands.context import Context
from marktui.tui.common.drawing.stepwise_screen import StepwiseScreen

Answer = TypeVar("Answer")

READ_ONLY = "marktui was started read-only: nothing can be changed."
"""What the keys say that would change something."""


class CommandedScreen(StepwiseScreen[Answer]):
    """Runs the commands of its list: asks each whether it is possible, and says why not or posts it.

    A subclass gives `OFFERS`, makes its `BINDINGS` of them, and gives the `context`.
    """

    # Textual draws the whole screen again when the focus moves, though both widgets draw themselves.
    focused = Reactive[Widget | None](None, repaint=False)
    OFFERS: ClassVar[Sequence[type[Command]]] = ()
    """What can be asked for here, in the order of help and palette."""

    keymap: Mapping[str, str] = {}
    """The keys that the settings give to commands, by id."""
    _for_all: Context | None = None
    """What all commands look at that are asked together."""

    def keys_of(self, command: type[Command]) -> str:
        """The keys of a command, divided by commas."""
        return self.keymap.get(command.id(), command.KEYS)

    @property
    def context(self) -> Context:
        """What commands look at to say whether they are possible."""
        return Context()

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work: there are fifty commands to ask, and all are asked about the same."""
        self._for_all = self.context
        try:
            return super().active_bindings
        finally:
            self._for_all = None

    def offered(self) -> list[type[Command]]:
        """The commands that have a meaning just now, possible or not."""
        at = self.context
        return [command for command in self.OFFERS if command.allowed(at)]

    def find(self, command_id: str | None) -> type[Command] | None:
        """The command of a binding; None if the binding belongs to no command of this screen."""
        return self._by_id().get(command_id)

    @classmethod
    @cache
    def _by_id(cls) -> dict[str | None, type[Command]]:
        return {one.id(): one for one in cls.OFFERS}

    def hides(self, binding: Binding) -> bool:
        """Whether footer and help leave a binding out: a command that read-only mode has taken away."""
        command = self.find(binding.id)
        return command is not None and not command.allowed(self.context)

    def dispatch(self, command: Command) -> None:
        """Send a command to the widget that carries it out."""
        self.post_message(command)

    def run_command(self, command: type[Command]) -> None:
        """Carry a command out, or say why that is not possible."""
        # An older message would hide the new one; the log keeps it.
        self.app.clear_notifications()
        at = self.context
        reason = command.why_not(at) if command.allowed(at) else READ_ONLY
        if reason is None:
            self.dispatch(command())
        else:
            self.notify(reason, severity="warning", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of commands that have no meaning here to others.

        Those that read-only mode has taken away keep their keys, so that these can say why.
        """
        if action != "command":
            return super().check_action(action, parameters)
        command = self.find(str(parameters[0]))
        return command is not None and command.WHERE(self._for_all or self.context)

    def action_command(self, command_id: str) -> None:
        """Run the command of a key."""
        command = self.find(command_id)
        if command is not None:
            self.run_command(command)
