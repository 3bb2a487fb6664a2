"""Which leavers wait for a person: those to decide about, and those whose deletion is due."""

from datetime import date, timedelta

from msgspec import structs

from marktui.hub.leavers.waiting import out_of_the_ordinary
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Kept, Pupil
from marktui.store.file.entry import Entry
from marktui.sync.history.leavers import newly_desynced
from marktui.sync.history.status import Attempts, Cause, Waiting, report_status
from marktui.sync.model.pair import PairStatus
from marktui.sync.model.plan import pending_in_mis

from .builders import (
    EARLIER,
    TODAY,
    TOMORROW,
    a_hub,
    a_pupil,
    a_reading,
    a_row,
    a_teacher,
    desynced,
    linked,
    plan_for,
    row_of,
    status_of,
    texts,
    upn,
    waits_of,
)
from .memory_hub import HubInMemory

PEOPLE = (Kind.TEACHER, Kind.PUPIL)


def pending(number: int, on: date) -> Pupil:
    return desynced(
        a_pupil(number, access=Access.PENDING_DELETION, deleting_on=on, upn=upn(number)), str(number)
    )


def waiting(*records: Pupil, today: date = TODAY) -> list[Waiting]:
    return waits_of(a_hub(*records), Attempts(), today)


def test_kept_revoked_and_pending_ones_do_not_wait_for_a_decision() -> None:
    gone = [desynced(a_pupil(number), str(number)) for number in range(1, 6)]
    gone[1] = gone[1].with_(kept=Kept(TODAY, review_on=TOMORROW))
    gone[2] = gone[2].with_(access=Access.WITHOUT_ACCESS)
    gone[3] = pending(4, TOMORROW)
    ids = [one.id for one in gone]
    undecided, due = (ids[0], ids[4]), (ids[0], ids[1], ids[4])
    assert waiting(*gone) == [Waiting(cause=Cause.LEAVERS, kinds=PEOPLE, number=2, people=undecided)]
    assert waiting(*gone, today=TOMORROW) == [
        Waiting(cause=Cause.LEAVERS, kinds=PEOPLE, number=3, people=due),
        Waiting(cause=Cause.DUE, kinds=PEOPLE, number=1, people=(ids[3],)),
    ]


def test_without_a_day_nothing_is_due() -> None:
    hub = a_hub(pending(1, EARLIER))
    assert waits_of(hub, Attempts()) == []
    assert waiting(pending(1, EARLIER), pending(2, TODAY), pending(3, TOMORROW)) == [
        Waiting(cause=Cause.DUE, kinds=PEOPLE, number=2, people=("p000001", "p000002"))
    ]


def test_the_report_counts_who_awaits_a_decision() -> None:
    staff = desynced(a_teacher(1), "1")
    hub = a_hub(staff, pending(2, EARLIER), desynced(a_pupil(3), "3"))
    report = report_status(hub, out_of_the_ordinary(hub), Attempts(), waits_of(hub, Attempts(), TODAY))
    assert report.waiting.leavers == 2


class TestPendingAndMetAgain:
    LEAVER = pending(1, TODAY + timedelta(days=90))

    def test_by_link_and_by_upn(self) -> None:
        for row in (row_of(self.LEAVER), a_row(1, "77", upn=upn(1))):
            plan = plan_for(a_hub(self.LEAVER), a_reading(row))
            assert pending_in_mis(plan) == (self.LEAVER,)
            after = plan.after.pupils[self.LEAVER.id]
            assert after.is_synced
            assert (after.access, after.deleting_on) == (Access.PENDING_DELETION, self.LEAVER.deleting_on)
            assert "1 pupil pending deletion, though still in the MIS." in texts(plan)

    def test_who_may_match_or_is_not_met_is_not_told_of(self) -> None:
        doubt = a_row(1, "77", upn=upn(2))
        plan = plan_for(a_hub(self.LEAVER), a_reading(doubt))
        assert status_of(plan, "77") is PairStatus.MAY_MATCH
        assert pending_in_mis(plan) == ()
        here = linked(a_pupil(2), "2")
        assert pending_in_mis(plan_for(a_hub(self.LEAVER, here), a_reading(row_of(here)))) == ()


class TestNew:
    HERE, GONE = linked(a_pupil(1), "1"), linked(a_pupil(2), "2")

    def after_a_run(self) -> tuple[HubInMemory, Attempts[Entry]]:
        """A hub in which a run de-synced one of two people."""
        in_memory, attempts = HubInMemory(a_hub(self.HERE, self.GONE)), Attempts[Entry]()
        in_memory.apply(plan_for(in_memory.hub, a_reading(row_of(self.HERE))))
        attempts.take(structs.replace(in_memory.entries[0], kinds=(Kind.PUPIL,)))
        return in_memory, attempts

    def test_is_who_was_de_synced_by_the_last_run(self) -> None:
        in_memory, attempts = self.after_a_run()
        hub = in_memory.hub.with_records([desynced(a_pupil(3), "3")])
        assert [one.id for one in newly_desynced(hub, attempts)] == [self.GONE.id]

    def test_is_nobody_who_is_synced_again(self) -> None:
        in_memory, attempts = self.after_a_run()
        in_memory.undo()
        assert newly_desynced(in_memory.hub, attempts) == ()

    def test_is_nobody_before_the_first_run(self) -> None:
        assert newly_desynced(a_hub(desynced(a_pupil(1), "1")), Attempts()) == ()
