"""What a GraphQL document asks for, and what is added to it."""

from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    NameNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    visit,
)

UNASKED = ("id", "entityType")
"""Fields that the service adds to every object."""
ROOT = "Query"


class Reading(Visitor):
    """Walks a document: notes what it reads, and adds the fields that come unasked."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self.fields: dict[tuple[str, str], FieldNode] = {}
        """Entity and field as the author wrote them, where they stand first; '' is the list of the entity."""
        self._types = types

    @property
    def lists_pupils(self) -> bool:
        """Whether the list of pupils is asked for."""
        return ("Student", "") in self.fields

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        """Note a field of an entity, or a list."""
        parent, name = self._types.get_parent_type(), node.name.value
        if parent is None or parent.name.startswith("__") or name.startswith("__"):
            return
        place = (name, "") if parent.name == ROOT else (parent.name, name)
        self.fields.setdefault(place, node)

    def leave_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode | None:
        """Add what comes unasked, unless the caller uses the word for something else."""
        parent = self._types.get_parent_type()
        if not isinstance(parent, (GraphQLObjectType, GraphQLInterfaceType)) or "id" not in parent.fields:
            return None
        taken = {_key(field) for field in node.selections if isinstance(field, FieldNode)}
        added = (FieldNode(name=NameNode(value=name)) for name in UNASKED if name not in taken)
        return SelectionSetNode(selections=(*node.selections, *added))


def read(schema: GraphQLSchema, document: DocumentNode) -> tuple[DocumentNode, Reading]:
    """The document as it is to be answered, and what its author wrote."""
    types = TypeInfo(schema)
    reading = Reading(types)
    return visit(document, TypeInfoVisitor(types, reading)), reading


def _key(field: FieldNode) -> str:
    return field.alias.value if field.alias else field.name.value
