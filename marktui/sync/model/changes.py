"""The visible fields of a record, as lists and changes show them."""

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Pupil, Record, SchoolClass, Teacher, YearGroup


def visible(record: Record, hub: Hub) -> dict[str, str | None]:
    """What a change of a record can show, with classes by name.

    Args:
        hub: The hub whose class names are meant.
    """
    link = record.link
    fields: dict[str, str | None] = {"status": record.status.value}
    match record:
        case Pupil():
            fields |= {
                "upn": record.upn,
                "first_name": record.first_name,
                "last_name": record.last_name,
                "date_of_birth": record.date_of_birth.isoformat() if record.date_of_birth else None,
                "year_group": record.year_group,
                "class": hub.class_name(record),
            }
        case Teacher():
            fields |= {
                "first_name": record.first_name,
                "last_name": record.last_name,
                "email": record.email,
                "mis_email": record.mis_email,
            }
        case SchoolClass():
            fields |= {"name": record.name}
        case YearGroup():
            fields |= {"code": record.code, "name": record.name}
    return fields | {"connector": link.connector if link else None, "mis_id": link.mis_id if link else None}


def differing(before: Record | None, after: Record, hub: Hub) -> dict[str, tuple[str | None, str | None]]:
    """Each visible field that is not the same, before and after."""
    old = visible(before, hub) if before else {}
    new = visible(after, hub)
    return {name: (old.get(name), value) for name, value in new.items() if old.get(name) != value}
