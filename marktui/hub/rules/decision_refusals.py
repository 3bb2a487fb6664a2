"""Why a decision is not possible for somebody, and how that is said."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from marktui.hub.model.errors import UnknownIdError, UsageError
from marktui.hub.model.text import NAMED_AT_MOST, enumerated


class RefusalReason(StrEnum):
    """Why a decision is not possible for somebody; the value goes on after "They are …"."""

    STILL_WITH_ACCESS = "still with access"
    IN_MIS = "still in the MIS"
    BACK_IN_MIS = "in the MIS again"
    PENDING = "pending deletion"
    NOT_PENDING = "not pending deletion"
    NOT_LEFT = "not among the leavers"
    NO_PERSON = "not a teacher or pupil"
    COORDINATOR = "the Access Coordinator"
    NOT_DUE = "not due"
    NOT_FORMER = "not in the history only"
    UNKNOWN = "not in the hub"


class DecisionRefusedError(UsageError):
    """A decision that is not possible for one of the people; nobody is changed.

    Args:
        why: What is in the way.
        message: The same as a sentence that names the people.
        hint: What can be done.
    """

    kind = "unfit"

    def __init__(self, why: RefusalReason, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.why = why


class Refusal(Struct, frozen=True):
    """Somebody for whom a decision is not possible."""

    id: str
    label: str
    """Their name; empty where the hub has no such record."""
    why: RefusalReason

    @property
    def words(self) -> str:
        """Id and name: `p000012 (Ana Reis)`."""
        return f"{self.id} ({self.label})" if self.label else repr(self.id)


class _Sentence(Struct, frozen=True):
    one: str
    many: str
    hint: str


_SENTENCES: Mapping[RefusalReason, _Sentence] = {
    RefusalReason.STILL_WITH_ACCESS: _Sentence(
        "{who} still has access.",
        "{who} still have access.",
        "Revoke it first: marktui leavers revoke {ids}.",
    ),
    RefusalReason.IN_MIS: _Sentence(
        "{who} is still in the MIS.",
        "{who} are still in the MIS.",
        "Leave them out, or add --still-in-mis if you mean them too.",
    ),
    RefusalReason.BACK_IN_MIS: _Sentence(
        "{who} is in the MIS again.",
        "{who} are in the MIS again.",
        "Cancel the deletion: marktui leavers cancel {ids}. If you mean it, add --still-in-mis.",
    ),
    RefusalReason.PENDING: _Sentence(
        "{who} is pending deletion.",
        "{who} are pending deletion.",
        "Cancel that first: marktui leavers cancel {ids}.",
    ),
    RefusalReason.NOT_PENDING: _Sentence(
        "{who} is not pending deletion.", "{who} are not pending deletion.", "There is nothing to cancel."
    ),
    RefusalReason.NOT_LEFT: _Sentence(
        "{who} has not left.",
        "{who} have not left.",
        "Only people who have left can be kept: marktui leavers.",
    ),
    RefusalReason.NO_PERSON: _Sentence(
        "{who} is not a teacher or pupil.", "{who} are not teachers or pupils.", "See: marktui leavers."
    ),
    RefusalReason.COORDINATOR: _Sentence(
        "{who} is the Access Coordinator.",
        "{who} are the Access Coordinators.",
        "Another Access Coordinator has to accept first. Nominate one: marktui accounts nominate ID.",
    ),
    RefusalReason.NOT_DUE: _Sentence(
        "{who} is not due to be purged.",
        "{who} are not due to be purged.",
        "See who is: marktui leavers purge.",
    ),
    RefusalReason.NOT_FORMER: _Sentence(
        "{who} is not in the history only.",
        "{who} are not in the history only.",
        "See who is: marktui leavers purge --removed.",
    ),
    RefusalReason.UNKNOWN: _Sentence(
        "There is no record {who} in the hub.",
        "There are no records {who} in the hub.",
        "See: marktui leavers.",
    ),
}


def refusal_error(refused: Sequence[Refusal]) -> DecisionRefusedError | UnknownIdError:
    """The failure that names everybody for whom a decision is not possible, by reason.

    Args:
        refused: The people, at least one.
    """
    groups: dict[RefusalReason, list[Refusal]] = {}
    for one in refused:
        groups.setdefault(one.why, []).append(one)
    message = " ".join(_sentence(why, people) for why, people in groups.items())
    hint = " ".join(
        _SENTENCES[why].hint.format(ids=" ".join(one.id for one in people[:NAMED_AT_MOST]))
        for why, people in groups.items()
    )
    first = refused[0].why
    return (
        UnknownIdError(message, hint)
        if first is RefusalReason.UNKNOWN
        else DecisionRefusedError(first, message, hint)
    )


def _sentence(why: RefusalReason, people: Sequence[Refusal]) -> str:
    told = _SENTENCES[why]
    return (told.one if len(people) == 1 else told.many).format(who=enumerated(one.words for one in people))
