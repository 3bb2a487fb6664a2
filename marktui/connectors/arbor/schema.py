"""Which fields are asked for: wanted, there, and not refused (docs/wire-arbor.md, Schema)."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from marktui.connectors.arbor.errors import Gap, lacking, not_permitted
from marktui.connectors.arbor.fields import ENTITIES, TYPES, Entity, Field
from marktui.connectors.mis import Readable, Report

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
    """What introspection shows."""

    lists: frozenset[str]
    """The entities that can be listed; empty where it does not say."""
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
    """The schema in an answer; what is missing or odd is left out."""
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


class Selection:
    """What one connection asks of each entity. It shrinks as Arbor refuses fields."""

    def __init__(self, schema: Schema, warn: Callable[[str], None]) -> None:
        self.schema = schema
        self._warn = warn
        self._refused: set[Gap] = set()

    def text(self, entity: Entity) -> str:
        """What is asked of an entity, as it stands in a document: `{ id upn }`; raises as `require` does."""
        if not self.schema.has_list(entity.name):
            raise lacking([Gap(entity.name)])
        self.require([entity])
        for field, gap in self._missing(entity):
            self._warn(self._loss(gap, field))
        return f"{{ id {' '.join(self._texts(entity))} }}"

    def require(self, entities: Iterable[Entity]) -> None:
        """Make sure that everything that must be there can be asked for.

        Raises:
            NotPermittedError: Arbor refuses a field that must be there.
            NotThisServiceError: Arbor has no such field.
        """
        gaps = [gap for entity in entities for gap in self._needed(entity)]
        refused = [gap for gap in gaps if self._is_refused(gap)]
        if refused:
            raise not_permitted(refused)
        if gaps:
            raise lacking(gaps)

    def refuse(self, gaps: Iterable[Gap]) -> None:
        """Go on without the fields that Arbor's errors name.

        Raises:
            NotPermittedError: They name nothing that can be left out of the question.
        """
        asked = set(gaps) - self._refused
        if not any(self._is_wanted(gap) for gap in asked):
            raise not_permitted(sorted(gap for gap in gaps if self._is_wanted(gap)))
        self._refused |= asked

    def readable(self, entity: Entity) -> Readable:
        """What can be read of an entity, and what not."""
        missing = tuple(dict.fromkeys(str(gap) for _, gap in self._missing(entity)))
        return Readable(entity.name, entity.what, tuple(one.name for one in self._asked(entity)), missing)

    def _asked(self, entity: Entity) -> Collection[Field]:
        """The fields that are asked for, each once."""
        return dict.fromkeys(one for field in entity.fields if (one := self._chosen(entity, field)))

    def _texts(self, entity: Entity) -> Iterator[str]:
        for one in self._asked(entity):
            within = f" {{ id {' '.join(self._texts(one.within))} }}" if one.within else ""
            yield f"{one.name}{within}"

    def _chosen(self, entity: Entity, field: Field) -> Field | None:
        """A field, or the one that does as well; None where neither can be read."""
        return next((one for one in field.choices() if self._gap(entity, one) is None), None)

    def _missing(self, entity: Entity) -> Iterator[tuple[Field, Gap]]:
        """The fields that have to be done without, and why; those within a readable field as well."""
        for field in entity.fields:
            chosen = self._chosen(entity, field)
            if chosen is None:
                yield field, self._gap(entity, field) or Gap(entity.name, field.name)
            elif chosen.within is not None:
                yield from self._missing(chosen.within)

    def _needed(self, entity: Entity) -> Iterator[Gap]:
        """Those of the missing fields without which nothing can be read."""
        missing = list(self._missing(entity))
        names = {field.name for field, _ in missing}
        return (gap for field, gap in missing if field.is_needed or field.partner in names)

    def _gap(self, entity: Entity, field: Field) -> Gap | None:
        """Why a field cannot be asked for."""
        own = Gap(entity.name, field.name)
        if not self.schema.has(entity.name, field) or self._is_refused(own):
            return Gap(entity.name) if Gap(entity.name) in self._refused else own
        if field.within is None:
            return None
        if Gap(field.within.name) in self._refused:
            return Gap(field.within.name)
        return next(self._needed(field.within), None)

    def _is_refused(self, gap: Gap) -> bool:
        return gap in self._refused or Gap(gap.entity) in self._refused

    def _is_wanted(self, gap: Gap) -> bool:
        """Whether an entity that is asked for, or one within it, is or has what a gap names."""
        every = (one for entity in ENTITIES for one in entity.every_entity() if one.name == gap.entity)
        return any(gap.field in ("", "id", *(field.name for field in one.every_field())) for one in every)

    def _loss(self, gap: Gap, field: Field) -> str:
        if self._is_refused(gap):
            return f"Arbor does not let this application read {gap}: {field.loss}."
        return f"This school's Arbor has no {gap}: {field.loss}."
