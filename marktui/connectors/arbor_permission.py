"""What a school's application has to ask for in Arbor, worked out from what the connector reads."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from marktui.connectors.arbor_field import ENTITIES, Entity, Field

_KEPT_IN: Mapping[str, tuple[str, ...]] = {"Student": ("Person", "UkDfe_UpnAssignment"), "Staff": ("Person",)}
"""Where Arbor keeps names, birth dates and UPNs: its grant screen lists these entities by themselves."""


class Permission(Struct, frozen=True):
    """Read access to one entity, as the application asks for it at the developers' portal."""

    entity: str
    """As the portal writes it: `registrationForm`."""
    needed: tuple[str, ...] = ()
    """The fields that marktui cannot work without."""
    useful: tuple[str, ...] = ()
    """The fields that it can do without."""


def permissions() -> tuple[Permission, ...]:
    """Everything to ask for, entity by entity; all of it to read only."""
    found: dict[str, dict[str, bool]] = {}
    for entity in ENTITIES:
        _collect(entity, found)
        for other in _KEPT_IN.get(entity.name, ()):
            found.setdefault(other, {})
    return tuple(_permission(name, fields) for name, fields in found.items())


def permission_lines() -> tuple[str, ...]:
    """The same as lines for people: `student: leavingDate, …; useful: upn, …`."""
    return tuple(_line(one) for one in permissions())


def _collect(entity: Entity, found: dict[str, dict[str, bool]]) -> None:
    fields = found.setdefault(entity.name, {})
    for field in _with_stand_ins(entity.fields):
        fields[field.name] = fields.get(field.name, False) or field.is_needed or bool(field.partner)
        if field.within is not None:
            _collect(field.within, found)


def _with_stand_ins(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        if field.instead is not None:
            yield field.instead


def _permission(name: str, fields: Mapping[str, bool]) -> Permission:
    needed = tuple(field for field, is_needed in fields.items() if is_needed)
    return Permission(
        name[0].lower() + name[1:],
        needed,
        tuple(field for field, is_needed in fields.items() if not is_needed),
    )


def _line(one: Permission) -> str:
    useful = f"useful: {', '.join(one.useful)}" if one.useful else ""
    fields = "; ".join(part for part in (", ".join(one.needed), useful) if part)
    return f"{one.entity}: {fields or 'what it holds of pupils and staff'}"
