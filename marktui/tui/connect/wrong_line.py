"""Which line of the form to connect is wrong, by what a failure says."""

from marktui.connectors.errors import NotThisServiceError, RefusedError, UnreachableError
from marktui.connectors.info import ConnectorInfo
from marktui.hub.model.errors import FieldError, MarktuiError
from marktui.hub.model.next_step import ConnectionStep, GiveSecrets, GiveSetting


def wrong_line(error: Exception, service: ConnectorInfo) -> str:
    """The short name of the secret or address that has to be corrected; empty where no line is to blame."""
    if isinstance(error, FieldError):
        return error.field
    for step in error.next if isinstance(error, MarktuiError) else ():
        match step:
            case GiveSetting(_, name) | GiveSecrets(_, (name, *_)):
                return name
            case ConnectionStep.GIVE_CLIENT:
                return "client_id"
    if isinstance(error, RefusedError):
        return service.needed[0]
    if isinstance(error, NotThisServiceError | UnreachableError):
        return service.addresses[0].name
    return ""


def is_about_headings(error: Exception) -> bool:
    """Whether a failure is about what a person can say of files, other than where they are."""
    from marktui.connectors.files.readers.errors import ChoiceNeededError

    return isinstance(error, ChoiceNeededError)
