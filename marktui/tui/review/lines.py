"""The lines of a review with all that a key looks up in them, worked out once for each plan."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from marktui.connectors.mis import MisPupil, MisTeacher
from marktui.hub.model.intake import SchoolYearStart, current_start
from marktui.hub.model.kind import Kind
from marktui.hub.model.roster import containing
from marktui.store.garbage_collector import collect_garbage, gc_paused
from marktui.sync.model.pair import Pair
from marktui.sync.model.proposal import Proposal
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.review.new_school_year import new_school_year
from marktui.sync.run.engine import Sync
from marktui.tui.common.list.detail import Detail
from marktui.tui.common.text.cells import Row
from marktui.tui.common.text.records import Identity, identity, upn_or_email
from marktui.tui.common.text.words import searchable
from marktui.tui.review.carry_over import still_applying
from marktui.tui.review.comparison import Comparison
from marktui.tui.review.details import notes_on, pair_details
from marktui.tui.review.order import Order
from marktui.tui.review.row import pair_row
from marktui.tui.review.words import headline

ALL = "All"
"""The group that holds every line."""


class ReviewLines:
    """Made in a thread, beside the plan: at 20,000 lines it takes longer than a key may.

    Args:
        proposal: The plan, and what was read for it.
        kind: Whose review.
        before: The lines that were shown until now. Each keeps its place, whatever it means by now: somebody
            may be going through them one by one.
    """

    def __init__(self, proposal: Proposal, kind: Kind, before: "ReviewLines | None" = None) -> None:
        plan, part = proposal.plan, proposal.plan.part(kind)
        pairs = part.pairs if part else ()
        self.proposal = proposal
        self.kind = kind
        self.started = school_year_start(proposal)
        """When the pupils of the MIS started their school year."""
        self._notes = notes_on(proposal, kind)
        self.comparison = Comparison(plan.hub, plan.reading, self.started)
        """Both sides of the lines."""
        self._order: Order = Order(
            self._notes.mixed, before._order if before else None, losses_first=bool(plan.held)
        )
        self.pairs = {pair.key: pair for pair in self._order.in_sections(pairs)}
        """The lines by their keys, section by section."""
        self._groups: dict[str, list[str]] = {ALL: list(self.pairs)}
        for name in self._order.names(pairs):
            self._groups[name] = []
        for key, pair in self.pairs.items():
            self._groups[self._order.group(pair)].append(key)
        self.headline = tuple(headline(proposal, kind, self.started))
        """What was read, and what saving would do with it."""
        is_summed_up = kind is Kind.PUPIL and len(plan.kinds) > 1
        self.new_school_year = new_school_year(plan) if is_summed_up else None
        """What a new school year does to the pupils, for the page that sums everything up."""
        self._words = {key: searchable(self.row(key)) for key in self.pairs}

    def pieces(self) -> list[list[Any]]:
        """What it holds most of: kept by somebody else, it is not freed along with the lines."""
        return [*self.proposal.plan.pieces(), list(self.pairs), list(self._words.values())]

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """The name of each group and how many lines it has; the first one stands for all."""
        return tuple((name, len(keys)) for name, keys in self._groups.items())

    def matching(self, part: str, text: str) -> Sequence[str]:
        """The keys of the lines of a group that have all words of a text."""
        keys = self._groups[part]
        return containing(keys, text, self._words.__getitem__) if text else keys

    def next_section(self, keys: Sequence[str], place: int, step: int) -> int:
        """The place of the first line of the next section (step 1), or of the one before (step -1)."""
        names = [self._order.section(key) for key in keys]
        starts = [number for number, name in enumerate(names) if number == 0 or name != names[number - 1]]
        if not starts:
            return 0
        here = sum(one <= place for one in starts) - 1
        return starts[(here + step) % len(starts)]

    def alter(self, pairs: Iterable[Pair]) -> None:
        """Show some lines as they will be, before the plan follows."""
        self.pairs |= {pair.key: pair for pair in pairs}

    def row(self, key: str) -> Row:
        """The row of a line."""
        return pair_row(self.pairs[key], self.comparison)

    def identity(self, key: str) -> Identity | None:
        """The UPN of the pupil, the email of the teacher, of the row or else of the record."""
        pair = self.pairs[key]
        match pair.row:
            case MisPupil(upn=str(upn)):
                return upn_or_email(upn=upn)
            case MisTeacher(email=str(email)):
                return upn_or_email(email=email)
        return identity(pair.record) if pair.record else None

    def details(self, key: str) -> Iterable[Detail]:
        """Everything that is known of a line."""
        notes = self._notes.details.get(key, ())
        return pair_details(self.pairs[key], self.proposal.plan, self.comparison, notes)


Lines: TypeAlias = dict[Kind, ReviewLines]
"""The lines of each kind that a plan is about."""


def first_lines(sync: Sync, proposal: Proposal) -> Lines:
    """The lines of what has just been read, kind by kind; takes its time.

    They are those of another plan where some of the earlier decisions decide nothing any more.
    """
    collect_garbage(proposal.reading.size)
    with gc_paused():
        applying = still_applying(proposal)
        if applying != proposal.decisions:
            proposal = sync.revise(proposal, applying)
        return {kind: ReviewLines(proposal, kind) for kind in proposal.scope.kinds}


def revised_lines(sync: Sync, proposal: Proposal, decisions: Decisions, before: Lines) -> Lines:
    """The lines of a new plan with other decisions; takes its time.

    Args:
        sync: What makes the plan.
        proposal: What was read, and what the sync covers by now.
        decisions: What the reviewer decided.
        before: The lines until now; none where the new ones are to be in the order of review.
    """
    collect_garbage(proposal.reading.size)
    with gc_paused():
        revised = sync.revise(proposal, decisions)
        return {kind: ReviewLines(revised, kind, before.get(kind)) for kind in proposal.scope.kinds}


def school_year_start(proposal: Proposal) -> SchoolYearStart:
    """When the pupils of the MIS started their school year: as decided here, else as was said before."""
    said, reading = proposal.plan.hub.choices.intake, proposal.reading
    return proposal.decisions.started or current_start(said, reading.connector, reading.today)
