"""The staff of a small school: one of each account type, each with a login."""

from marktui.hub.model.record import AccountType, Teacher
from marktui.hub.model.school import Account

COORDINATOR = Teacher(
    id="t000001",
    first_name="Jo",
    last_name="Smith",
    email="jo@ash.example",
    account_type=AccountType.ACCESS_COORDINATOR,
)
ADMIN = Teacher(
    id="t000002",
    first_name="Tariq",
    last_name="Mir",
    email="tariq@ash.example",
    account_type=AccountType.TEACHER_ADMIN,
)
TEACHER = Teacher(id="t000003", first_name="Gwen", last_name="Doyle", email="gwen@ash.example")
STAFF = (COORDINATOR, ADMIN, TEACHER)
ACCOUNTS = (Account("jo", COORDINATOR.id), Account("tariq", ADMIN.id), Account("gwen", TEACHER.id))
