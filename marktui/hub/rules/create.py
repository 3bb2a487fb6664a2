"""Making a new hub."""

from marktui.hub.accounts.permissions import is_uid_name, no_login_error
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import HubStep
from marktui.hub.model.record import AccountType, Teacher
from marktui.hub.model.school import Account, School
from marktui.hub.people.email import is_address
from marktui.hub.rules.entered_text import checked_text


def new_hub(*, school: str, coordinator: str, email: str, login: str, centre_id: str | None = None) -> Hub:
    """A new hub with its Access Coordinator; the last word of their name is the last name."""
    if is_uid_name(login):
        raise no_login_error(login)
    school, coordinator = checked_text("school", school), checked_text("coordinator", coordinator)
    email, centre_id = checked_text("email", email), checked_text("centre_id", centre_id or "")
    if not school:
        raise UsageError("The school needs a name.", next=HubStep.NAME_SCHOOL)
    if not coordinator:
        raise UsageError("The Access Coordinator needs a name.", next=HubStep.NAME_COORDINATOR)
    if not is_address(email) or "." not in email.rpartition("@")[2]:
        wrong = f"{email!r} is not an email address." if email else "The email address is missing."
        raise UsageError(wrong, "It looks like name@school.example.")
    first, _, last = coordinator.rpartition(" ")
    teacher = Teacher(
        id="t000001",
        first_name=first.strip(),
        last_name=last,
        email=email,
        account_type=AccountType.ACCESS_COORDINATOR,
    )
    return Hub(
        next_record=2,
        school=School(school, centre_id or None),
        accounts=(Account(login, teacher.id),),
        teachers={teacher.id: teacher},
    )
