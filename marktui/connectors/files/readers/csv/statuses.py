"""What the words of a status column say: on roll, left, or nothing that is known (docs/files.md, Status)."""

from collections import Counter
from collections.abc import Iterable, Iterator

from marktui.connectors.files.readers.csv.known_headings import key_of
from marktui.connectors.files.readers.people.draft import Draft
from marktui.hub.model.text import counted, one_spaced


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LEFT = _words(
    """
    leaver leavers left leftschool hasleft former formerstudent formerpupil formerstaff formeremployee
    exstudent expupil pastpupil paststudent alumni alumnus offroll notonroll nolongeronroll withdrawn
    deregistered departed resigned retired terminated
    """
)
_HERE = _words(
    """
    current currentpupil currentstudent currentpupils currentstudents currentstaff active onroll
    enrolled registered attending present live continuing admitted yes y true pupil student learner
    single singleregistration currentsingleregistration currentsingleregistrationatthisschool main
    currentmain mainregistration dualmain currentmaindualregistration dual dualregistered
    dualregistration subsidiary dualsubsidiary currentsubsidiary subsidiaryregistration
    currentsubsidiarydualregistration guest guestpupil guestregistration c m s g f o fulltime parttime
    staff teacher teaching employed employee inpost inservice working permanent fixedterm temporary
    supply casual agency contract contractor volunteer onleave maternity maternityleave paternityleave
    parentalleave sickleave longtermsick secondment seconded careerbreak sabbatical probation zerohours
    """
)
_FEW = 3


def says_left(status: str) -> bool:
    """Whether a status is that of somebody who has left."""
    return key_of(status) in _LEFT


def unknown_status(status: str) -> str:
    """A status that says neither that somebody is there nor that they have left; empty where it does."""
    key = key_of(status)
    return "" if not key or key in _HERE or key in _LEFT else one_spaced(status)


def unknown_words(file: str, drafts: Iterable[Draft]) -> Iterator[str]:
    """A sentence about statuses that are not known."""
    words = Counter(draft.open_status for draft in drafts if draft.open_status)
    if not words:
        return
    named = [f"“{word}” ({number:,})" for word, number in words.most_common(_FEW)]
    more = len(words) - len(named)
    listed = ", ".join(named) + (f" and {more:,} more" if more else "")
    rows = counted(words.total(), "row")
    yield (
        f"{rows} of {file} have a status that does not say whether they are on roll: {listed}. Those in "
        "the hub count as present, new ones start un-ticked. If they are on roll, tick them, or connect "
        "again without that column."
    )
