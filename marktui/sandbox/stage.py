"""What is being played: the school, its step, the faults switched on, and who has called."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from marktui.sandbox.application import Application
from marktui.sandbox.fault import chosen
from marktui.sandbox.fault.kind import ASSEMBLY
from marktui.sandbox.pace import Pace
from marktui.sandbox.school import School
from marktui.sandbox.state import State


class Stage:
    """The present scene, which may change while the server runs.

    Args:
        school: the school that is played.
        step: where it begins.
        faults: those switched on at first.
        dialect: whose faults there are.
        application: what the service knows about the application; the usual one unless given.
    """

    def __init__(
        self,
        school: School,
        step: int = 0,
        faults: Iterable[str] = (),
        dialect: str = ASSEMBLY,
        application: Application | None = None,
    ) -> None:
        self.school = school
        self.application = application or Application()
        self.dialect = dialect
        self.scene: tuple[int, tuple[str, ...]] = (0, ())
        """Step and faults, replaced as one so that another thread never sees half a change."""
        self.requests: list[tuple[str, str]] = []
        """Method and path of every data and token request."""
        self.most_at_once = 0
        """The most data and token requests that were under way at one time."""
        self._under_way = 0
        self._forgotten = 0
        """How often requests were forgotten."""
        self.leaks: list[tuple[str, str]] = []
        """Host and path of every request that brought credentials to another host name."""
        self.pace: Pace | None = None
        """How long answers take; none are held back without it."""
        self.generation = 0
        """How often the scene has been set."""
        self.rounds: Counter[str] = Counter()
        """In how many scenes in a row each fault has been on, the present one included."""
        self._tally: Counter[str] = Counter()
        self._since: dict[str, float] = {}
        self.move(step, faults)

    @property
    def step(self) -> int:
        """The present step."""
        return self.scene[0]

    @property
    def faults(self) -> tuple[str, ...]:
        """The faults switched on."""
        return self.scene[1]

    @property
    def state(self) -> State:
        """The truth at the present step."""
        return self.school.state(self.step)

    def move(self, step: int | None = None, faults: Iterable[str] | None = None) -> None:
        """Go to another step, switch other faults on, or both; faults start again.

        Raises:
            ValueError: there is no such step or fault; nothing has changed then.
        """
        there = self.step if step is None else step
        wanted = self.faults if faults is None else chosen(faults, self.dialect)
        self.school.state(there)
        self._tally, self._since = Counter(), {}
        self.rounds = Counter({name: self.rounds[name] + 1 for name in wanted})
        self.scene = there, wanted
        self.generation += 1

    def count(self, what: str) -> int:
        """How often this has happened in the present scene, now included."""
        self._tally[what] += 1
        return self._tally[what]

    def seconds_since_first(self, what: str) -> float:
        """The time since this was first asked in the present scene."""
        now = time.monotonic()
        return now - self._since.setdefault(what, now)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Count a request as being under way while the block runs."""
        begun = self._forgotten
        self._under_way += 1
        self.most_at_once = max(self.most_at_once, self._under_way)
        try:
            yield
        finally:
            # One that hangs may outlast the scene that it was asked in.
            if begun == self._forgotten:
                self._under_way -= 1

    def forget_requests(self) -> None:
        """Start counting requests from none."""
        self.requests.clear()
        self.leaks.clear()
        self.most_at_once = self._under_way = 0
        self._forgotten += 1

    def fact(self) -> dict[str, object]:
        """The present scene in plain words, for `GET /_sandbox`."""
        return {
            "step": self.step,
            "faults": list(self.faults),
            "pupils": self.school.pupils,
            "seed": self.school.seed,
            "requests": len(self.requests),
            "most_at_once": self.most_at_once,
        }
