"""Only the Access Coordinator syncs, connects and disconnects; whoever has no account sees nothing."""

from pathlib import Path

import pytest

from marktui.hub.record import AccountType
from marktui.sandbox.server import Sandbox
from marktui.store.door import HubStore
from marktui.store.entry import Entry, What
from marktui.sync.session import Session, utc_now

from .process import set_environment
from .school import School

FORBIDDEN = [["sync"], ["sync", "--dry-run"], ["connect", "assembly"], ["disconnect"]]
ALLOWED = [["status"], ["list", "pupils"], ["leavers"], ["list", "teachers", "--json"]]


async def make_it_somebody_elses(folder: Path) -> None:
    session = Session(folder, "somebody-else")
    await session.found(school="Ashgrove", coordinator="Robin Marlow", email="robin@hub.example")


async def demote(folder: Path, account_type: AccountType) -> None:
    """Let the login stand for a lesser account; the record of the coordinator is the only teacher."""
    store = HubStore(folder)
    hub = await store.load()
    (account,) = hub.accounts
    teacher = hub.teachers[account.teacher_id].with_(account_type=account_type)
    entry = Entry(what=What.NOTHING, at=utc_now(), login=account.login)
    await store.commit(hub, hub.with_records([teacher]), entry)


@pytest.fixture
def demoted(school: School, request: pytest.FixtureRequest) -> School:
    import asyncio

    asyncio.run(demote(school.folder, request.param))
    return school


LESSER = pytest.mark.parametrize(
    "demoted", [AccountType.TEACHER, AccountType.TEACHER_ADMIN], indirect=True, ids=str
)


@pytest.mark.parametrize("verb", [*FORBIDDEN, *ALLOWED], ids=" ".join)
async def test_another_login(tmp_path: Path, sandbox: Sandbox, verb: list[str]) -> None:
    await make_it_somebody_elses(tmp_path / "hub")
    school = School(tmp_path / "hub", sandbox)
    before = school.hub_file
    said = school.call(*verb, **sandbox.environment).ended(4)
    if "--json" not in verb:
        assert "no account in this hub" in said.err
        assert said.out == ""
    assert sandbox.requests == []
    assert school.hub_file == before


async def test_another_login_with_json(tmp_path: Path, sandbox: Sandbox) -> None:
    await make_it_somebody_elses(tmp_path / "hub")
    school = School(tmp_path / "hub", sandbox)
    assert school.call("sync", "--json").ended(4).error["kind"] == "not_allowed"


@LESSER
@pytest.mark.parametrize("verb", FORBIDDEN, ids=" ".join)
def test_a_lesser_account_may_not(demoted: School, verb: list[str]) -> None:
    before = demoted.hub_file
    with set_environment(demoted.sandbox.environment):
        said = demoted.run(*verb).ended(4)
    assert said.err.startswith("marktui: Only the Access Coordinator")
    assert demoted.sandbox.requests == []
    assert demoted.hub_file == before
    assert (demoted.folder / "secrets.json").exists()


@LESSER
def test_a_lesser_account_is_refused_before_it_is_asked_for_a_token(demoted: School) -> None:
    demoted.run("connect", "assembly").ended(4)


@LESSER
@pytest.mark.parametrize("verb", ALLOWED, ids=" ".join)
def test_a_lesser_account_may_look(demoted: School, verb: list[str]) -> None:
    demoted.run(*verb).ended(0)
