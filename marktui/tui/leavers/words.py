"""How marktui says what is decided about a leaver, and what happened to them."""

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access
from marktui.hub.model.roster import search_text
from marktui.hub.model.text import unaccented
from marktui.store.file.entry import What
from marktui.sync.history.leavers import LeaverEntry
from marktui.tui.common.text.cells import Cell, Tone, Toned
from marktui.tui.common.text.records import KIND_WORDS, place_words
from marktui.tui.leavers.view import Leaver
from marktui.wording.dates import short_day, shown_day
from marktui.wording.people.reasons import decision_words, reason_words
from marktui.wording.sync.changes import CHANGED

_HAPPENED = {
    What.KEEP: "kept",
    What.REVOKE: "access revoked",
    What.GRANT: "access granted",
    What.DELETE: "deletion pending",
    What.CANCEL: "deletion cancelled",
    What.EDIT: "edited",
    What.DISCONNECT: "MIS ids cleared",
}


def decision_cell(leaver: Leaver) -> Cell:
    """What is decided about a leaver; access goes without saying then."""
    person = leaver.person
    if leaver.is_new:
        return Toned("New, to decide", Tone.NEW)
    if leaver.is_undecided:
        return Toned("To decide", Tone.DESYNCED)
    if leaver.is_due:
        return Toned("Due to be erased", Tone.WARNING)
    words = decision_words(person, is_undecided=False, say=lambda day: short_day(day).strip())
    return f"{words[0].upper()}{words[1:]}"


def to_do_words(leaver: Leaver) -> str:
    """What a person who decides can do about a leaver."""
    if leaver.is_due:
        return "D erases those whose deletion is due, c cancels the deletion."
    match leaver.person.access:
        case Access.PENDING_DELETION:
            return "Nothing until then; c cancels the deletion."
        case Access.WITHOUT_ACCESS:
            return "d deletes, and they are erased six months later; + grants access again."
    if leaver.is_undecided:
        return "K keeps the access, with a note or until a day; - revokes it."
    return "Nothing for now; K changes the note or the day, - revokes the access."


def leaver_text(hub: Hub, leaver: Leaver) -> str:
    """What a text filter looks at in a leaver, without accents."""
    decision = decision_cell(leaver)
    words = (
        search_text(hub, leaver.person),
        KIND_WORDS[leaver.person.kind],
        place_words(hub, leaver.person),
        reason_words(hub, leaver.person),
        shown_day(leaver.gone_on),
        decision.text if isinstance(decision, Toned) else decision,
        leaver.kept.note if leaver.kept else None,
        f"age {leaver.age}" if leaver.age is not None else None,
    )
    return unaccented(" ".join(word for word in words if word))


def happened_words(one: LeaverEntry) -> str:
    """What an entry did to a record: `run 12: de-synced (jsmith)`."""
    if one.what is What.UNDO:
        done = f"entry {one.undoes} undone"
    elif one.text and one.what is What.EDIT:
        done = one.text.rstrip(".").lower()
    else:
        done = _HAPPENED.get(one.what) or CHANGED[one.do]
    name = "run" if one.what is What.RUN else "entry"
    return f"{name} {one.number}: {done} ({one.login})"
