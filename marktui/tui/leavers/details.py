"""Everything known about a leaver: the record, who may be the same person, and what happened last."""

from collections.abc import Iterator

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Pupil, Reason
from marktui.hub.model.time import local_day
from marktui.store.file.entry import Do, What
from marktui.sync.review.namesakes import Namesake
from marktui.tui.common.list.detail import Detail
from marktui.tui.common.text.cells import Tone, Toned
from marktui.tui.common.text.keys import key_of
from marktui.tui.common.text.records import last_place, link_words
from marktui.tui.common.text.words import listed
from marktui.tui.leavers.view import Leaver, LeaverView
from marktui.tui.leavers.words import decision_cell, happened_words, to_do_words
from marktui.tui.records.details import access_words, field_details, reason_details, title
from marktui.wording.dates import short_day, shown_day

_NAMESAKES = 3
"""How many namesakes are shown; the window to match shows them all."""


def leaver_details(view: LeaverView, leaver: Leaver) -> Iterator[Detail]:
    """The details of a leaver: first what to do, then what matters for it."""
    if view.can_decide:
        yield Detail("To do", to_do_words(leaver), alone=True)
    yield from _namesakes(view, leaver)
    yield title(leaver.person)
    cell = decision_cell(leaver)
    yield Detail("Decision", cell.text, cell.tone) if isinstance(cell, Toned) else Detail("Decision", cell)
    if leaver.kept is not None:
        until = f" until {shown_day(leaver.kept.review_on)}" if leaver.kept.review_on else ""
        yield Detail("Kept", f"on {shown_day(leaver.kept.on)}{until}")
        if leaver.kept.note:
            yield Detail("Note", leaver.kept.note, alone=True)
    yield from reason_details(view, leaver.person)
    yield Detail("Access", access_words(leaver.person))
    yield from _history(view, leaver)
    if leaver.age is not None:
        yield Detail("Age", str(leaver.age))
    yield from field_details(view, leaver.person)
    yield Detail("Link", link_words(leaver.person))
    yield Detail("Record", leaver.person.id)


def namesake_words(hub: Hub, one: Namesake) -> str:
    """Who may be the same person, in one line."""
    who = one.who
    if isinstance(who, Pupil):
        name, place, born = who.label, last_place(hub, who), who.date_of_birth
    else:
        name, place, born = who.name, f"year {who.year_code}" if who.year_code else "", who.date_of_birth
    return listed((name, place, f"born {shown_day(born)}" if born else ""))


def _namesakes(view: LeaverView, leaver: Leaver) -> Iterator[Detail]:
    """Who may be a pupil that is gone: the MIS may have the pupil under another id."""
    pupil = leaver.person
    if not isinstance(pupil, Pupil) or pupil.desync is None or pupil.desync.reason is not Reason.GONE:
        return
    happened = view.past.of.get(pupil.id, ())
    if any(one.what is What.EDIT and one.do is Do.DESYNC for one in happened[:1]):
        words = "the older record of this pupil is synced again; this one can be revoked and deleted"
        yield Detail("Matched", words, Tone.GOOD, alone=True)
        return
    pair = view.namesakes.pair(pupil)
    if pair is not None:
        words = f"the pupil review pairs them with {pair.mis_label}: 5, then s, makes it so"
        yield Detail("In the MIS", words, Tone.GOOD, alone=True)
        return
    found = view.namesakes.of(pupil)
    for one in found[:_NAMESAKES]:
        yield Detail("Namesake", f"{namesake_words(view.hub, one)}: {one.why}", Tone.WARNING, alone=True)
    if found:
        yield Detail(
            "",
            f"Re-enrolled under a new id? {key_of('match-leaver', 'm')} matches them in place.",
            alone=True,
        )
    elif view.plan is None:
        words = (
            f"none among the synced. {key_of('sync-pupils', 'p')} reads the MIS, where there may be new ones"
        )
        yield Detail("Namesakes", words, alone=True)
    else:
        yield Detail("Namesakes", "none, neither in the hub nor in what was read last", alone=True)


def _history(view: LeaverView, leaver: Leaver) -> Iterator[Detail]:
    """What happened last, the newest first; all of it is in the history."""
    for one in view.past.of.get(leaver.person.id, ()):
        day = short_day(local_day(one.at)).strip()
        yield Detail(day, happened_words(one), alone=True)
