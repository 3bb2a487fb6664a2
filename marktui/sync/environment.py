"""What the environment of a process says of a connection, beside its secrets."""

from collections.abc import Mapping

from marktui.connectors.info import ConnectorInfo
from marktui.hub.model.errors import UsageError
from marktui.store.secrets.destination import variable


def named_settings(
    one: ConnectorInfo, settings: Mapping[str, str], environment: Mapping[str, str]
) -> Mapping[str, str]:
    """The addresses that stand in the environment, in the form that is stored.

    Args:
        settings: Those of the hub. What marktui calls itself is taken from there: it leads nowhere else.
    """
    names = {name: variable(one.name, name) for name in (*(at.name for at in one.addresses), *one.options)}
    given = {name: text for name, word in names.items() if (text := environment.get(word, "").strip())}
    if not given:
        return {}
    try:
        tidied = one.tidy_settings(given)
    except UsageError as error:
        words = " and ".join(names[name] for name in given)
        raise UsageError(f"{error.message} It stands in {words}.", error.hint, error.next) from None
    return tidied | {name: text for name, text in settings.items() if name == "user_agent"}
