"""Everything that can go wrong at the stand-in MIS, by dialect and name."""

from collections.abc import Iterable
from difflib import get_close_matches

from marktui.sandbox.fault import arbor, common, files, group, people
from marktui.sandbox.fault.kind import ASSEMBLY, DIALECTS, FILES, Fault

_ALL = (*common.TABLE, *people.TABLE, *group.TABLE, *arbor.TABLE, *files.TABLE)


class UnknownDialect(ValueError):  # noqa: N818  it reads as what it says
    """There is no dialect of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no dialect named {name!r}; choose {' or '.join(DIALECTS)}.")


class UnknownFault(ValueError):  # noqa: N818  it reads as what it says
    """The dialect has no fault of that name."""

    def __init__(self, name: str, dialect: str) -> None:
        self.near = get_close_matches(name, faults_of(dialect), cutoff=0.4)
        hint = f" Did you mean {' or '.join(self.near)}?" if self.near else ""
        elsewhere = [other for fault in _ALL if fault.name == name for other in fault.dialects]
        known = f"The fault {name!r} belongs to {' and '.join(elsewhere)}, not to {dialect}."
        super().__init__((known if elsewhere else f"There is no fault named {name!r}.") + hint)


def faults_of(dialect: str) -> dict[str, Fault]:
    """The faults of one dialect by name, in the order of the tables.

    Raises:
        UnknownDialect: there is none of that name.
    """
    if dialect not in (*DIALECTS, FILES):
        raise UnknownDialect(dialect)
    return {fault.name: fault for fault in _ALL if dialect in fault.dialects}


FAULTS = faults_of(ASSEMBLY)
"""The faults of the usual dialect."""


def chosen(names: Iterable[str], dialect: str) -> tuple[str, ...]:
    """The names in the order of the tables, each once.

    Raises:
        UnknownDialect: there is no such dialect.
        UnknownFault: the dialect does not have one of them.
    """
    wanted, known = list(names), faults_of(dialect)
    for name in wanted:
        if name not in known:
            raise UnknownFault(name, dialect)
    return tuple(name for name in known if name in wanted)
