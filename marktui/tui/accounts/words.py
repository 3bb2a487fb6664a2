"""What the dialogs of accounts show: their order, and what accepting a nomination means."""

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Teacher


def nomination_words(hub: Hub) -> str:
    """What accepting a nomination means."""
    former = hub.coordinator
    rest = f"; {former.label} becomes a Teacher Admin" if former else ""
    return f"You are nominated as the Access Coordinator. If you accept, you take over{rest}."


def in_order(hub: Hub) -> list[Teacher]:
    """The teachers of a hub: first those with a login, then the nominee, then by name."""
    places = {one.teacher_id: place for place, one in enumerate(reversed(hub.accounts))}

    def order(teacher: Teacher) -> tuple[int, bool, str, str]:
        named = (teacher.last_name.casefold(), teacher.first_name.casefold())
        return (-places.get(teacher.id, -1), hub.nominee != teacher.id, *named)

    return sorted(hub.teachers.values(), key=order)
