"""Why a decision about a person can be refused, and the sentences for it."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum, auto
from typing import Self

from msgspec import Struct

from marktui.hub.model.errors import UnknownIdError, UsageError
from marktui.hub.model.next_step import AccountStep, CancelDeletion, LeaverStep, NextStep, Revoke, Steps
from marktui.hub.model.record import Record
from marktui.hub.model.text import NAMED_AT_MOST, enumerated


class RefusalReason(StrEnum):
    """Why a decision about a person is refused."""

    STILL_WITH_ACCESS = auto()
    IN_MIS = auto()
    BACK_IN_MIS = auto()
    PENDING = auto()
    NOT_PENDING = auto()
    NOT_LEFT = auto()
    NO_PERSON = auto()
    COORDINATOR = auto()
    NOT_DUE = auto()
    NOT_FORMER = auto()
    UNKNOWN = auto()


class DecisionRefusedError(UsageError):
    """A decision that is refused for one of the people; nobody is changed."""

    kind = "unfit"

    def __init__(self, why: RefusalReason, message: str, hint: str = "", next: Steps = None) -> None:
        super().__init__(message, hint, next)
        self.why = why


class Refusal(Struct, frozen=True):
    """A person that a decision is refused for."""

    id: str
    label: str
    """Their name; empty if there is no such record."""
    why: RefusalReason

    @classmethod
    def of(cls, record_id: str, record: Record | None, why: RefusalReason) -> Self:
        """The refusal of a record that may not exist."""
        return cls(record_id, record.label if record else "", why)

    @property
    def words(self) -> str:
        """Id and name: `p000012 (Ana Reis)`."""
        return f"{self.id} ({self.label})" if self.label else repr(self.id)


class _Sentence(Struct, frozen=True):
    text: str
    hint: str = ""
    next: NextStep | None = None
    many: str = ""
    """The text for several people, if it differs in more than its verb."""

    def about(self, people: Sequence[str], limit: int) -> str:
        """The sentence about some people; it names the first few."""
        is_one = len(people) == 1
        verbs = {"has": "has", "is": "is"} if is_one else {"has": "have", "is": "are"}
        text = self.text if is_one else self.many or self.text
        return text.format(who=enumerated(people, limit), **verbs)


_SENTENCES: Mapping[RefusalReason, _Sentence] = {
    RefusalReason.STILL_WITH_ACCESS: _Sentence("{who} still {has} access."),
    RefusalReason.IN_MIS: _Sentence("{who} {is} still in the MIS.", next=LeaverStep.INCLUDE_THOSE_IN_MIS),
    RefusalReason.BACK_IN_MIS: _Sentence("{who} {is} back in the MIS.", next=LeaverStep.INCLUDE_THOSE_IN_MIS),
    RefusalReason.PENDING: _Sentence("{who} {is} pending deletion."),
    RefusalReason.NOT_PENDING: _Sentence("{who} {is} not pending deletion.", "There is nothing to cancel."),
    RefusalReason.NOT_LEFT: _Sentence(
        "{who} {has} not left.", "Only people who have left can be kept.", LeaverStep.SEE
    ),
    RefusalReason.NO_PERSON: _Sentence(
        "{who} is not a teacher or pupil.",
        next=LeaverStep.SEE,
        many="{who} are not teachers or pupils.",
    ),
    RefusalReason.COORDINATOR: _Sentence(
        "{who} is the Access Coordinator.",
        "Another Access Coordinator has to accept first.",
        AccountStep.NOMINATE,
        "{who} are the Access Coordinators.",
    ),
    RefusalReason.NOT_DUE: _Sentence("{who} {is} not due to be purged.", next=LeaverStep.SEE_DUE),
    RefusalReason.NOT_FORMER: _Sentence(
        "{who} {is} not among those who are only left in the history.", next=LeaverStep.SEE_DELETED
    ),
    RefusalReason.UNKNOWN: _Sentence(
        "There is no record {who} in the hub.",
        next=LeaverStep.SEE,
        many="There are no records {who} in the hub.",
    ),
}


def refusal_error(refused: Sequence[Refusal]) -> DecisionRefusedError | UnknownIdError:
    """The error that names everybody that a decision is refused for, by reason."""
    groups: dict[RefusalReason, list[Refusal]] = {}
    for one in refused:
        groups.setdefault(one.why, []).append(one)
    message = " ".join(refusal_words(why, [one.words for one in people]) for why, people in groups.items())
    hint = " ".join(hint for why in groups if (hint := _SENTENCES[why].hint))
    steps = tuple(dict.fromkeys(step for why, people in groups.items() for step in _steps(why, people)))
    first = refused[0].why
    if first is RefusalReason.UNKNOWN:
        return UnknownIdError(message, hint, steps)
    return DecisionRefusedError(first, message, hint, steps)


def _steps(why: RefusalReason, people: Sequence[Refusal]) -> Iterator[NextStep]:
    ids = tuple(one.id for one in people[:NAMED_AT_MOST])
    match why:
        case RefusalReason.STILL_WITH_ACCESS:
            yield Revoke(ids)
        case RefusalReason.PENDING | RefusalReason.BACK_IN_MIS:
            yield CancelDeletion(ids)
    step = _SENTENCES[why].next
    if step is not None:
        yield step


def refusal_words(why: RefusalReason, people: Sequence[str], limit: int = NAMED_AT_MOST) -> str:
    """Why a decision is not possible for some people, as a sentence that names the first few."""
    return _SENTENCES[why].about(people, limit)


def refused_they(why: RefusalReason) -> str:
    """The same about several people who are named beside it, in one sentence."""
    sentence = _SENTENCES[why]
    return (sentence.many or sentence.text).format(who="they", **{"has": "have", "is": "are"})
