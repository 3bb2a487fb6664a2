"""The whole truth about the pupils at one step."""

from dataclasses import dataclass

from marktui.sandbox.person import Pupil


@dataclass(frozen=True, slots=True)
class State:
    """Everybody who is, was or will be a pupil; each tuple comes by id."""

    step: int
    roll: tuple[Pupil, ...]
    """On roll today, Nursery and the planned leaver included."""
    ahead: tuple[Pupil, ...]
    """Known to the service, but starting later."""
    left: tuple[Pupil, ...]
    vanished: tuple[Pupil, ...]
    """No longer known to the service at all."""
    special: frozenset[int]
    """Ids that the steps leave in peace: twins, awkward names, planned changes."""
    departed: tuple[int, ...]
    """Ids of those who left at the last step of leaving; one of them returns."""
    next_number: int
    regrouped: dict[str, int]
    """The step at which each class last gained or lost a member."""
