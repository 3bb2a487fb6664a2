"""The arguments of a root field: paging, and filters, also by a relation (docs/wire-arbor.md, Pages)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLInt,
    GraphQLList,
    GraphQLObjectType,
    GraphQLScalarType,
)

from marktui.sandbox.arbor.rows.row import Row

CURRENT = "currentlyEnrolled"
_DATE_SIGNS = 10
"""How much of a date counts where a time may follow."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What one argument asks of a row."""

    path: tuple[str, ...]
    holds: Callable[[Any, Any], bool]
    """Takes the row's value, which is something, and the argument's."""
    kind: GraphQLScalarType
    """The type of the field."""

    def lets_through(self, row: Row, wanted: object) -> bool:
        """Whether a row is among those asked for; one without the value is in none."""
        value: Any = row
        for key in self.path:
            value = value.get(key) if value else None
        if value is None or wanted is None:
            return value is wanted
        if self.kind.name == "Date":
            return self.holds(value[:_DATE_SIGNS], _cut(wanted))
        return self.holds(str(value), _texts(wanted)) if self.kind.name == "ID" else self.holds(value, wanted)


def arguments(entity: GraphQLObjectType, filters: Mapping[str, Filter]) -> dict[str, GraphQLArgument]:
    """Everything that the root field of an entity takes."""
    found = {"page_size": GraphQLArgument(GraphQLInt), "page_num": GraphQLArgument(GraphQLInt)}
    for name, one in filters.items():
        found[name] = GraphQLArgument(GraphQLList(one.kind) if name.endswith("_in") else one.kind)
    if entity.name == "Student":
        found[CURRENT] = GraphQLArgument(GraphQLBoolean)
    return found


def filters_of(entity: GraphQLObjectType) -> dict[str, Filter]:
    """Every filter of an entity by the name of its argument."""
    found = {}
    for path, kind in _paths(entity):
        name = "__".join(path)
        for suffix, holds in _OPERATORS.items():
            found[name + suffix] = Filter(path, holds, kind)
    return found


def _paths(entity: GraphQLObjectType) -> Iterator[tuple[tuple[str, ...], GraphQLScalarType]]:
    for name, field in entity.fields.items():
        if isinstance(field.type, GraphQLScalarType):
            yield (name,), field.type
        elif isinstance(field.type, GraphQLObjectType):
            for inner, beyond in field.type.fields.items():
                if isinstance(beyond.type, GraphQLScalarType):
                    yield (name, inner), beyond.type


def _cut(wanted: Any) -> Any:
    return [_cut(one) for one in wanted] if isinstance(wanted, list) else str(wanted)[:_DATE_SIGNS]


def _texts(wanted: Any) -> Any:
    return [str(one) for one in wanted] if isinstance(wanted, list) else str(wanted)


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "": lambda value, wanted: value == wanted,
    "_in": lambda value, wanted: value in wanted,
    "_before": lambda value, wanted: value < wanted,
    "_after": lambda value, wanted: value > wanted,
    "_before_or_equal": lambda value, wanted: value <= wanted,
    "_after_or_equal": lambda value, wanted: value >= wanted,
}
