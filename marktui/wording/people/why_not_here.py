"""Explains in sentences how a person compares with the other side."""

from marktui.connectors.mis import InvalidRow, MisLeaver, MisPerson
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Link, Person, Pupil, Teacher
from marktui.hub.rules.erase import digest_of
from marktui.store.file.entry import Do
from marktui.sync.match.class_members import ClassMembers
from marktui.sync.model.pair import LeftAlone, Pair, PairStatus, what_words
from marktui.sync.model.proposal import Proposal
from marktui.sync.review.clashes import clash_message, record_words, row_words
from marktui.wording.dates import shown_day
from marktui.wording.people.left_alone import why_left_alone
from marktui.wording.people.reasons import reason_words
from marktui.wording.people.review_obstacles import TWICE


class Explainer:
    """Explains the lines of one proposal."""

    def __init__(self, proposal: Proposal) -> None:
        self._proposal = proposal
        self._reading = proposal.plan.reading
        self._plan = proposal.plan
        self._classes = ClassMembers(
            proposal.plan.after, self._reading.connector, self._reading.rows.get(Kind.CLASS, ())
        )
        self._doubted_by = {
            one.record_id: pair
            for part in proposal.plan.kinds
            for pair in part.pairs
            for one in pair.candidates
        }

    def of_pair(self, pair: Pair) -> str:
        """Why the person of a line is not in the hub, or where in the hub they are."""
        match pair.status:
            case PairStatus.INVALID:
                return self._invalid(pair)
            case PairStatus.CLASH:
                return clash_message(self._plan, pair).text
            case PairStatus.MAY_MATCH:
                return self._undecided(pair)
        if pair.left_alone is not None:
            return self._left_alone(pair)
        if isinstance(pair.record, Person) and pair.row is None:
            after = pair.change.after if pair.change else pair.record
            return self.of_record(after if isinstance(after, Person) else pair.record)
        return self._applied(pair)

    def of_record(self, record: Person) -> str:
        """What happens to a record without a row."""
        where = self._place(record)
        doubt = self._doubted_by.get(record.id)
        if doubt is not None and doubt.row is not None and record.desync is None:
            return f"{where}; may be {row_words(doubt.row)}: this is not decided yet."
        if record.desync is not None:
            since = shown_day(record.desync.since)
            return f"{where}, de-synced since {since}: {reason_words(self._plan.after, record)}."
        if record.link is None:
            return f"{where}, not linked: no row of the MIS is this person."
        leaver = self._reading.leavers.get(record.kind, {}).get(record.link.mis_id)
        if leaver is not None and leaver.left_on is not None:
            return f"{where}: still on roll, and leaves on {shown_day(leaver.left_on)}."
        return f"{where}; this sync did not look at them."

    def of_leaver(self, kind: Kind, row: MisLeaver) -> str:
        """What is known about somebody who is only in the list of leavers."""
        if row.left_on is None:
            return "Has left; the hub has no record of them."
        verb = "Leaves" if row.left_on > self._reading.today else "Left"
        erased = self._erased_on(kind, row.mis_id)
        rest = f"erased on {erased}" if erased else "the hub has no record of them"
        return f"{verb} on {shown_day(row.left_on)}; {rest}."

    def _invalid(self, pair: Pair) -> str:
        problem = pair.row.problem if isinstance(pair.row, InvalidRow) else pair.why
        rest = f" {self._place(pair.record)}, as before." if isinstance(pair.record, Person) else ""
        return f"The row cannot be used: {problem}. Correct it in the MIS and read again.{rest}"

    def _undecided(self, pair: Pair) -> str:
        known = [(self._plan.hub.record(one.record_id), one.why) for one in pair.candidates]
        named = "; ".join(f"{record_words(record)}, {why}" for record, why in known if record)
        twice = f"May be in the MIS twice: {pair.why}. {TWICE}" if pair.duplicates else ""
        if not named:
            return twice
        return f"May match {named}. Left alone until a person confirms or unmatches it. {twice}".strip()

    def _left_alone(self, pair: Pair) -> str:
        if pair.left_alone is LeftAlone.NOT_TICKED:
            return self._not_ticked(pair)
        where = f" {self._place(pair.record)}." if isinstance(pair.record, Person) else ""
        if isinstance(pair.row, MisPerson) and pair.row.starts_on:
            return f"Starts on {shown_day(pair.row.starts_on)}: not on roll yet.{where}"
        return f"Left alone: {why_left_alone(pair)}.{where}"

    def _not_ticked(self, pair: Pair) -> str:
        if pair.erased_on is not None:
            on = shown_day(pair.erased_on)
            return f"Not ticked, because they were erased on {on}. Tick the row to import them again."
        if self._is_by_hand(pair):
            return "Un-ticked by hand, which every later run remembers. Tick the row to import it."
        if pair.kind is Kind.PUPIL:
            return f"New, and starts un-ticked: {pair.why}. Tick the row to import it."
        return "New, and not ticked: new staff are imported only if somebody ticks them."

    def _is_by_hand(self, pair: Pair) -> bool:
        mis_id = pair.row.mis_id if pair.row else ""
        decided = self._proposal.decisions.ticks.get((pair.kind, mis_id))
        remembered = any(
            (one.kind, one.connector, one.mis_id, one.ticked)
            == (pair.kind, self._plan.connector, mis_id, False)
            for one in self._plan.hub.choices.ticks
        )
        return decided is False or remembered

    def _applied(self, pair: Pair) -> str:
        """A row that the plan applies, or that needs no change."""
        after = pair.change.after if pair.change else pair.record
        if not isinstance(after, Person):
            return "Was read, but is not part of this sync."
        mis_id = pair.row.mis_id if pair.row else ""
        place = self._place(after, mis_id)
        what = what_words(pair.unclear)
        rest = f" Unclear in the MIS: {what}, so the hub keeps what it has." if what else ""
        if pair.change is None:
            return f"{place}.{rest}"
        done = {Do.CREATE: "New", Do.RETURN: "Returned"}.get(pair.change.do, "To be changed")
        return f"{done}: once this is saved, {place[0].lower()}{place[1:]}.{rest}"

    def _place(self, record: Person, mis_id: str = "") -> str:
        """Where in the hub a record is: `In the hub, class 4B`."""
        words = ["In the hub"]
        if isinstance(record, Pupil):
            words.append(self._class_words(record, mis_id))
        elif isinstance(record, Teacher):
            words.append(record.email or "no email")
        if record.access is Access.WITHOUT_ACCESS:
            words.append("without access")
        elif record.access is Access.PENDING_DELETION:
            until = f" on {shown_day(record.deleting_on)}" if record.deleting_on else ""
            words.append(f"pending deletion{until}")
        return ", ".join(words)

    def _class_words(self, pupil: Pupil, mis_id: str) -> str:
        held = self._plan.after.class_name(pupil)
        if held is not None:
            return f"class {held}"
        names = self._classes.names(mis_id) if mis_id else []
        return f"no class, as {names[0]} is not set up" if names else "no class"

    def _erased_on(self, kind: Kind, mis_id: str) -> str | None:
        hub = self._plan.hub
        if not (hub.erasure_key and hub.erased):
            return None
        digest = digest_of(hub.erasure_key, kind, Link(self._plan.connector, mis_id))
        return next((shown_day(mark.on) for mark in hub.erased if mark.digest == digest), None)
