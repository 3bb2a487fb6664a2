"""The addresses of a connection in the environment of the process."""

from collections.abc import Mapping

from marktui.connectors.info import ConnectorInfo
from marktui.hub.model.errors import UsageError
from marktui.store.secrets.destination import variable


def named_settings(
    one: ConnectorInfo, settings: Mapping[str, str], environment: Mapping[str, str]
) -> Mapping[str, str]:
    """The addresses in the environment, in the form in which they are stored.

    Args:
        settings: Those of the hub. The name that marktui uses comes from there, as it is not an address.
    """
    names = {name: variable(one.name, name) for name in (*(at.name for at in one.addresses), *one.options)}
    given = {name: text for name, word in names.items() if (text := environment.get(word, "").strip())}
    if not given:
        return {}
    try:
        tidied = one.tidy_settings(given)
    except UsageError as error:
        words = " and ".join(names[name] for name in given)
        raise UsageError(f"{error.message} It is set in {words}.", error.hint, error.next) from None
    return tidied | {name: text for name, text in settings.items() if name == "user_agent"}
