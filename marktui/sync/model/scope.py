"""What a sync was asked to do, and what its reviewer decided."""

from msgspec import Struct

from marktui.hub.model.kind import Kind


class Filter(Struct, frozen=True):
    """Pupils of some year groups or classes, joined by *or*; empty means everybody."""

    year_groups: tuple[str, ...] = ()
    """Year codes."""
    classes: tuple[str, ...] = ()
    """Class names."""

    def __bool__(self) -> bool:
        return bool(self.year_groups or self.classes)


class Scope(Struct, frozen=True):
    """Which kinds a sync covers, and which pupils."""

    kinds: tuple[Kind, ...]
    """In the order of `Kind`."""
    filter: Filter = Filter()
    import_teachers: bool = False
    """Whether new teachers start ticked."""
    whole_school: bool = False
    """Whether a person said that the files are the whole school, this time."""


EVERYTHING = Scope(kinds=tuple(Kind))
"""The scope of `marktui sync`."""
