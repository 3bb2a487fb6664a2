"""How it is said who may open a hub, and as what."""

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, AccountType, Teacher

ACCOUNT_WORDS = {
    AccountType.ACCESS_COORDINATOR: "Access Coordinator",
    AccountType.TEACHER_ADMIN: "Teacher Admin",
    AccountType.TEACHER: "Teacher",
}
ACCOUNT_SHORT = {
    AccountType.ACCESS_COORDINATOR: "AC",
    AccountType.TEACHER_ADMIN: "Admin",
    AccountType.TEACHER: "Teacher",
}
"""Where there is little room."""


def account_words(hub: Hub, teacher: Teacher) -> str:
    """What somebody is in the hub, and may become: `Teacher, without access, nominated`."""
    words = [ACCOUNT_WORDS[teacher.account_type]]
    if teacher.access is not Access.WITH_ACCESS:
        words.append(teacher.access.words)
    if hub.nominee == teacher.id:
        words.append("nominated")
    return ", ".join(words)


def logins_words(hub: Hub, teacher: Teacher) -> str:
    """Which logins are mapped to somebody, as a sentence."""
    from marktui.hub.accounts.logins import logins_of  # `marktui list` shows none

    logins = logins_of(hub, teacher.id)
    return f"Logins: {', '.join(logins)}." if logins else "No login: nobody can open the hub as this person."


def sharing_words(hub: Hub) -> str:
    """Who can be mapped at all: `shared with the group mark`."""
    return f"shared with the group {hub.shared_with}" if hub.shared_with else "private to one login"


def nominee_words(nominee: Teacher) -> str:
    """Who is nominated, as a sentence."""
    return f"{nominee.label} is nominated as the next Access Coordinator."
