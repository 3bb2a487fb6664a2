"""Several processes at once: what they leave is what some order of them, one after the other, would leave."""

import tempfile
from pathlib import Path

import pytest
from cli.process import finish
from cli.school import School
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from .reader import Reader
from .simultaneous import Act, entries, one_by_one, state, together

SYNCS = st.sampled_from([Act(("sync", "pupils")), Act(("sync", "all")), Act(("sync", "teachers"))])
TEACHERS = st.integers(1, 4).map("t{:06d}".format)
EMAILS = st.builds(
    lambda teacher, turn: Act(("edit", teacher, f"email={teacher}.{turn}@hub.example")),
    TEACHERS,
    st.integers(0, 2),
)
TYPES = st.builds(
    lambda teacher, kind: Act(("edit", teacher, f"account_type={kind}")),
    TEACHERS.filter(lambda teacher: teacher != "t000001"),
    st.sampled_from(["teacher", "teacher_admin"]),
)
NAMES = st.builds(
    lambda pupil, name: Act(("edit", f"p{pupil:06d}", f"first_name={name}")),
    st.integers(2, 4),
    st.sampled_from(["Ada", "Bo", "Cy"]),
)
ACTS = st.one_of(SYNCS, EMAILS, TYPES, NAMES, st.just(Act(("undo",))))
STEPS = st.integers(0, 2)
FEW = settings(
    deadline=None,
    derandomize=True,
    database=None,
    # Each try starts processes: a failure is told as it was found.
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


Schedule = list[tuple[int, bool, list[Act]]]


def schedules(number: int) -> st.SearchStrategy[Schedule]:
    """Twice a step of the MIS, and what so many people do at once then, bunched or not."""
    at_once = st.lists(ACTS, min_size=number, max_size=number)
    return st.lists(st.tuples(STEPS, st.booleans(), at_once), min_size=2, max_size=2)


@pytest.fixture(scope="module")
def with_a_past(template: School, tmp_path_factory: pytest.TempPathFactory) -> School:
    """A school in which something was done that can be taken back, before the first sync is."""
    school = template.copy(tmp_path_factory.mktemp("past") / "hub")
    for name in ("Robyn", "Rob", "Bobby"):
        school.run("edit", "t000001", f"first_name={name}").ended(0)
    return school


@pytest.mark.parametrize(("number", "examples"), [(2, 5), (4, 4)])
def test_those_who_were_done_could_have_come_one_by_one(
    with_a_past: School, number: int, examples: int, tmp_path: Path
) -> None:
    @settings(FEW, max_examples=examples)
    @given(schedules(number))
    def check(schedule: Schedule) -> None:
        with tempfile.TemporaryDirectory(dir=tmp_path) as home:
            at_once, after = (with_a_past.copy(Path(home) / name / "hub") for name in ("at-once", "after"))
            for step, bunched, acts in schedule:
                with_a_past.sandbox.move(step, [])
                live_through(at_once, after, acts, bunched=bunched)

    check()


def live_through(at_once: School, after: School, acts: list[Act], *, bunched: bool) -> None:
    """Do things at once in one hub, and one after the other in its twin."""
    before = len(entries(at_once))
    with Reader(at_once.folder) as reader:
        lookers = [at_once.start(*verb) for verb in (["status"], ["list", "pupils"])]
        done = together(at_once, acts, reader, bunched=bunched)
        for looker in lookers:
            finish(looker).ended(0)
    assert reader.failure is None, repr(reader.failure)
    assert reader.generations == sorted(reader.generations)
    numbers = [entry["number"] for entry in entries(at_once)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(done) == set(numbers[before:]), "what was done, and only that, is in the history"
    at_once.run("doctor").ended(0)
    one_by_one(after, done)
    assert state(at_once) == state(after)
    compared = ("number", "what", "undoes", "undone_by", "changes")
    assert [[one[key] for key in compared] for one in entries(at_once)] == [
        [one[key] for key in compared] for one in entries(after)
    ]
