"""When how many rows came, from the beginning of a reading until now."""

from msgspec import Struct

MOST = 40
"""So many columns are kept; when they are full, each two become one that is twice as long."""
_SHORTEST = 0.2
_SMOOTHED = 1.0
"""Seconds over which a rate is told: rows come by the page, and a rate of one moment would jump."""


class Course(Struct, frozen=True):
    """The rows that came, in columns of equal time."""

    period: float = _SHORTEST
    """The seconds of a column."""
    columns: tuple[int, ...] = ()
    """The last one still goes on."""

    @property
    def whole(self) -> float:
        """The seconds that all the columns take, the ones to come among them."""
        return self.period * MOST

    def until(self, seconds: float) -> "Course":
        """The same, some seconds after the beginning."""
        if seconds >= self.whole:
            pairs = zip(self.columns[::2], (*self.columns[1::2], 0), strict=False)
            return Course(self.period * 2, tuple(map(sum, pairs))).until(seconds)
        missing = int(seconds / self.period) + 1 - len(self.columns)
        return Course(self.period, (*self.columns, *(0 for _ in range(missing))))

    def after(self, rows: int, seconds: float) -> "Course":
        """The same, when rows have come some seconds after the beginning."""
        course = self.until(seconds)
        return Course(course.period, (*course.columns[:-1], course.columns[-1] + rows))

    @property
    def rates(self) -> tuple[float, ...]:
        """The rows a second in each column that has ended."""
        width = max(1, round(_SMOOTHED / self.period))
        ended = self.columns[:-1]
        parts = (ended[max(0, end - width) : end] for end in range(1, len(ended) + 1))
        return tuple(sum(part) / (len(part) * self.period) for part in parts)
