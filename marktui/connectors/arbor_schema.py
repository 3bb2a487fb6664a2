"""Which fields a school's Arbor has, asked for once per connection (contract, section 2.3)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from marktui.connectors.arbor_field import TYPES, Field
from marktui.connectors.mis import Report

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}")
_DEPTH = 4
"""How many wrappers of a type are looked into: a list of things that are never null has three."""
_OBJECTS = ("OBJECT", "INTERFACE", "UNION")


class Shape(Struct, frozen=True):
    """The type of a field."""

    name: str
    """`String`, `EmailAddress`."""
    kind: str
    """`SCALAR`, `OBJECT`."""
    is_list: bool


class Schema(Struct, frozen=True):
    """What introspection tells."""

    lists: frozenset[str]
    """The entities that can be listed; empty where it does not tell."""
    types: Mapping[str, Mapping[str, Shape]]
    """The fields of each type, by name."""

    def has_list(self, name: str) -> bool:
        """Whether an entity can be listed."""
        return name in self.lists or (not self.lists and name in self.types)

    def has(self, entity: str, field: Field) -> bool:
        """Whether an entity has a field, in a form that can be asked for."""
        shape = self.types.get(entity, {}).get(field.name)
        return shape is not None and (shape.kind in _OBJECTS) == (field.within is not None)

    def report(self) -> Report:
        """The names of types and fields, for support; nothing about people."""
        return {
            "lists": sorted(self.lists),
            "types": {
                name: {field: f"[{one.name}]" if one.is_list else one.name for field, one in fields.items()}
                for name, fields in self.types.items()
            },
        }


def schema_question() -> str:
    """The document that asks for the schema."""
    kind = "kind name"
    for _ in range(_DEPTH - 1):
        kind = f"kind name ofType {{ {kind} }}"
    fields = f"{{ fields {{ name type {{ {kind} }} }} }}"
    types = " ".join(f'{name}: __type(name: "{name}") {fields}' for name in TYPES)
    return f"{{ __schema {{ queryType {{ fields {{ name }} }} }} {types} }}"


def read_schema(data: Mapping[str, Any]) -> Schema:
    """The schema out of an answer; whatever is missing or odd is not there."""
    lists = frozenset(name for name, _ in _fields(_get(_get(data, "__schema"), "queryType")))
    types = {
        name: {field: _shape(_get(one, "type")) for field, one in _fields(_get(data, name))}
        for name in TYPES
        if isinstance(_get(data, name), dict)
    }
    return Schema(lists, types)


def _fields(one: object) -> Iterator[tuple[str, object]]:
    fields = _get(one, "fields")
    for field in fields if isinstance(fields, list) else ():
        name = _get(field, "name")
        if _is_name(name):
            yield name, field


def _shape(one: Any) -> Shape:
    is_list = False
    while _get(one, "kind") in ("NON_NULL", "LIST"):
        is_list = is_list or one["kind"] == "LIST"
        one = _get(one, "ofType")
    name, kind = _get(one, "name"), _get(one, "kind")
    return Shape(name if _is_name(name) else "?", kind if _is_name(kind) else "?", is_list)


def _get(one: object, key: str) -> Any:
    return one.get(key) if isinstance(one, dict) else None


def _is_name(text: object) -> bool:
    return isinstance(text, str) and _NAME.fullmatch(text) is not None
