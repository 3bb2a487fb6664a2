"""The GraphQL schema: a root field for each entity, which lists its rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_schema,
)

from marktui.sandbox.arbor.query.arguments import CURRENT, arguments, filters_of
from marktui.sandbox.arbor.query.context import QueryContext
from marktui.sandbox.arbor.query.entities import FIELDS
from marktui.sandbox.arbor.query.listing import Listing
from marktui.sandbox.arbor.rows.page import LARGEST_SIZE
from marktui.sandbox.arbor.rows.row import Row


@cache
def make_schema(without: frozenset[tuple[str, str]] = frozenset()) -> GraphQLSchema:
    """The schema, as introspection shows it; made once for all schools that have the same fields.

    Args:
        without: entities and fields that this school's version does not have.
    """
    types = build_schema(FIELDS, assume_valid=True, no_location=True).type_map
    for entity, field in without:
        kind = types[entity]
        if isinstance(kind, GraphQLObjectType):
            del kind.fields[field]
    entities = [
        kind
        for name, kind in types.items()
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__")
    ]
    for kind in types.values():
        if isinstance(kind, GraphQLInterfaceType):
            kind.resolve_type = lambda row, _info, _kind: row["entityType"]
    query = GraphQLObjectType("Query", {kind.name: _root(kind) for kind in entities})
    return GraphQLSchema(query, assume_valid=True)


def value_of(row: Row, info: GraphQLResolveInfo[QueryContext]) -> object:
    """What a row says in a field."""
    return row.get(info.field_name)


def granted_value_of(row: Row, info: GraphQLResolveInfo[QueryContext]) -> object:
    """What a row says in a field, unless the school has not granted it."""
    denied = (info.parent_type.name, info.field_name) in info.context.denied
    return None if denied else row.get(info.field_name)


def _root(entity: GraphQLObjectType) -> GraphQLField:
    filters = filters_of(entity)

    def rows(_: None, info: GraphQLResolveInfo[QueryContext], **asked: Any) -> Sequence[Row]:
        size, number = asked.pop("page_size", None), asked.pop("page_num", None) or 0
        size = LARGEST_SIZE if size is None else size
        if size < 1 or number < 0:
            message = "page_size must be 1 or more and page_num 0 or more."
            raise GraphQLError(message)
        current = asked.pop(CURRENT, None)
        wanted = [(filters[name], value) for name, value in asked.items()]
        return info.context.rows(Listing(entity.name, wanted, current, size, number))

    return GraphQLField(GraphQLList(entity), arguments(entity, filters), rows)
