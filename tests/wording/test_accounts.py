"""Who may open a hub, and as what, is said in one way."""

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Access, AccountType, Teacher
from marktui.hub.model.school import Account, School
from marktui.wording.people.accounts import account_words, logins_words, nominee_words, sharing_words

JO = Teacher(id="t000001", first_name="Jo", last_name="Smith", account_type=AccountType.ACCESS_COORDINATOR)
KIM = Teacher(id="t000002", first_name="Kim", last_name="Jones", access=Access.WITHOUT_ACCESS)
HUB = Hub(
    school=School("Ashgrove"),
    accounts=(Account("jsmith", JO.id), Account("cron", JO.id)),
    nominee=KIM.id,
    teachers={one.id: one for one in (JO, KIM)},
)


def test_what_somebody_is() -> None:
    assert account_words(HUB, JO) == "Access Coordinator"
    assert account_words(HUB, KIM) == "Teacher, without access, nominated"
    assert nominee_words(KIM) == "Kim Jones is nominated as the next Access Coordinator."


def test_which_logins_open_the_hub() -> None:
    assert logins_words(HUB, JO) == "Logins: jsmith, cron."
    assert logins_words(HUB, KIM) == "No login: nobody can open the hub as this person."
    assert sharing_words(HUB) == "private to one login"
    assert sharing_words(HUB.with_(shared_with="mark")) == "shared with the group mark"
