"""Which decisions still apply once a review has been read again."""

import pytest
from sync.builders import a_hub, a_mis_class, a_mis_year, a_pupil, a_reading, a_row, linked, upn

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.sync.model.proposal import Proposal
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import Scope
from marktui.sync.plan.make_plan import make_plan
from marktui.tui.review.carry_over import still_applying

P = Kind.PUPIL
DOUBTED = a_pupil(1, upn=upn(1))
DOUBT = a_row(1, "7", upn=upn(2))
"""Same name and birth date as `DOUBTED`, another UPN."""
HERE = linked(a_pupil(3), "103")


def kept(hub: Hub, reading: Reading, decisions: Decisions) -> Decisions:
    scope = Scope((P,))
    plan = make_plan(hub, reading, scope, decisions)
    return still_applying(Proposal(scope=scope, reading=reading, decisions=decisions, plan=plan))


@pytest.mark.parametrize(
    "decisions",
    [
        Decisions().tick(P, "8", False),
        Decisions().confirm(P, "7", DOUBTED.id),
        Decisions().confirm(P, "7", DOUBTED.id).tick(P, "7", False),
        Decisions().unmatch(P, "7", DOUBTED.id),
        Decisions().unmatch(P, "7", DOUBTED.id).tick(P, "7", False),
    ],
)
def test_what_has_something_to_decide_stays(decisions: Decisions) -> None:
    hub, reading = a_hub(DOUBTED, HERE), a_reading(DOUBT, a_row(3), a_row(8, "8"))
    assert kept(hub, reading, decisions) == decisions


@pytest.mark.parametrize(
    "decisions",
    [
        Decisions().tick(P, "103", False),
        Decisions().tick(P, "gone", True),
        Decisions().confirm(P, "gone", DOUBTED.id),
        Decisions().confirm(P, "7", "p999999"),
        Decisions().confirm(P, "7", HERE.id),
        Decisions().confirm(P, "103", HERE.id),
        Decisions().unmatch(P, "103", HERE.id),
        Decisions().unmatch(P, "7", "p999999"),
        Decisions().unmatch(P, "gone", DOUBTED.id),
    ],
)
def test_what_was_settled_or_has_gone_lapses(decisions: Decisions) -> None:
    hub, reading = a_hub(DOUBTED, HERE), a_reading(DOUBT, a_row(3))
    assert kept(hub, reading, decisions) == Decisions()
    assert decisions.number == 1


def test_a_row_that_was_decided_twice_counts_once() -> None:
    assert Decisions().confirm(P, "7", "p000001").tick(P, "7", False).tick(P, "8", True).number == 2


def test_what_was_said_of_a_group_stays_as_long_as_the_group() -> None:
    year, oak = a_mis_year("4", "y4"), a_mis_class("Oak", "c1")
    reading = a_reading(year, oak, a_mis_class("Oak", "c2"))
    decisions = Decisions().say_year("y4", "5").say_year("y9", "6").name_class("c1", "Elm")
    for kind, left in (
        (Kind.YEAR_GROUP, Decisions().say_year("y4", "5")),
        (Kind.CLASS, Decisions().name_class("c1", "Elm")),
    ):
        scope = Scope((kind,))
        plan = make_plan(a_hub(), reading, scope, decisions)
        proposal = Proposal(scope=scope, reading=reading, decisions=decisions, plan=plan)
        assert still_applying(proposal) == left
    assert decisions.number == 3
