"""How decisions about people are said: what one would do, what it did, and what is decided about a leaver."""

from marktui.hub.leavers.decisions import Decision, DecisionRequest, months_later
from marktui.hub.model.text import counted
from marktui.wording.dates import shown_day

_BECOME = {
    Decision.KEEP: "kept",
    Decision.REVOKE: "without access",
    Decision.GRANT: "given access again",
    Decision.DELETE: "pending deletion",
    Decision.CANCEL: "no longer pending deletion, and without access",
}


def people_words(number: int) -> str:
    """A number of people: `1 person`, `57 people`."""
    return counted(number, "person", "people")


def people_are(number: int) -> str:
    """The beginning of a sentence about people: `1 person is`, `57 people are`."""
    return counted(number, "person is", "people are")


def decided_words(number: int, request: DecisionRequest) -> str:
    """What a decision did to people: `3 people are kept until 1 May 2027`."""
    return f"{people_are(number)} {_become(request)}"


def deciding_words(number: int, request: DecisionRequest) -> str:
    """What a decision would do to people: `3 people would be kept until 1 May 2027`."""
    return f"{people_words(number)} would be {_become(request)}"


def unchanged_words(number: int) -> str:
    """That a decision changes nothing for some people: `No change for 2 people`."""
    return f"No change for {people_words(number)}"


def erased_words(number: int, entry: int) -> str:
    """That people were erased, as a sentence."""
    return f"Entry {entry}: {people_are(number)} erased from hub, history and backups for good."


def _become(request: DecisionRequest) -> str:
    day = months_later(request.today) if request.decision is Decision.DELETE else request.review_on
    return f"{_BECOME[request.decision]}{f' until {shown_day(day)}' if day else ''}"
