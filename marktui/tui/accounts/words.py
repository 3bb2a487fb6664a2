"""How marktui says who may open a hub, and as what."""

from marktui.hub.accounts.logins import logins_of
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, Teacher
from marktui.tui.common.text.records import ACCOUNT_WORDS
from marktui.tui.common.text.words import listed


def account_words(hub: Hub, teacher: Teacher) -> str:
    """What somebody is in the hub, and what may become of it: `Teacher, without access`."""
    return listed(
        (
            ACCOUNT_WORDS[teacher.account_type],
            "" if teacher.access is Access.WITH_ACCESS else teacher.access.value.replace("_", " "),
            "nominated" if hub.nominee == teacher.id else "",
        )
    )


def logins_words(hub: Hub, teacher: Teacher) -> str:
    """Which logins speak for somebody, as a sentence."""
    logins = logins_of(hub, teacher.id)
    return f"Logins: {', '.join(logins)}." if logins else "No login: nobody can open the hub as this person."


def sharing_words(hub: Hub) -> str:
    """Whose logins can be mapped."""
    if hub.shared_with is None:
        return "private to one login"
    return f"shared with the group {hub.shared_with}"


def nomination_words(hub: Hub) -> str:
    """What accepting a nomination means."""
    former = hub.coordinator
    rest = f"; {former.label} becomes a Teacher Admin" if former else ""
    return f"You are nominated as the Access Coordinator. If you accept, you take over{rest}."


def in_order(hub: Hub) -> list[Teacher]:
    """The teachers of a hub: whoever has a login first, then whoever is nominated, then by name."""
    places = {one.teacher_id: place for place, one in enumerate(reversed(hub.accounts))}

    def order(teacher: Teacher) -> tuple[int, bool, str, str]:
        named = (teacher.last_name.casefold(), teacher.first_name.casefold())
        return (-places.get(teacher.id, -1), hub.nominee != teacher.id, *named)

    return sorted(hub.teachers.values(), key=order)
