"""What an application has to ask for, and an address that is no Arbor's."""

from pathlib import Path

import pytest

from marktui.connectors.arbor.fields import permissions
from marktui.connectors.errors import ConnectorError, NotThisServiceError

from .arbor_school import PATH, ArborSchool, data, schema
from .scripted_service import Reply, Service

MANUAL = Path(__file__).parents[2] / "docs" / "arbor.md"


def test_the_manual_lists_what_is_read() -> None:
    rows = [line.split(" | ") for line in MANUAL.read_text().splitlines() if line.startswith("| `")]
    listed = {row[0].strip("| `"): (row[1], row[2].rstrip(" |")) for row in rows}
    assert listed == {
        one.entity: (", ".join(one.needed) or "what it holds of pupils and staff", ", ".join(one.useful))
        for one in permissions()
    }


def test_every_entity_is_asked_for_once_and_a_needed_field_is_not_called_useful() -> None:
    names = [one.entity for one in permissions()]
    assert len(names) == len(set(names)) == 8
    assert not [one for one in permissions() if set(one.needed) & set(one.useful)]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<!doctype html><title>Welcome</title>", headers={"Content-Type": "text/html"}),
        Reply({"error": "not_found"}, 404),
        Reply(status=405),
        Reply([]),
        Reply({"message": "hello"}),
        Reply(b"\xff\xfe"),
        Reply({"error": "gone"}, 410),
    ],
    ids=["web page", "404", "405", "list", "another object", "no text", "410"],
)
async def test_a_host_that_is_not_arbor_gets_no_secret(service: Service, reply: Reply) -> None:
    service.says(PATH, reply)
    async with ArborSchool(service.address) as school:
        with pytest.raises(NotThisServiceError, match="is not Arbor") as failed:
            await school.arbor.check()
    assert "No secret was sent" in failed.value.hint
    assert [one for one in service.asked if "authorization" in one.headers] == []


@pytest.mark.parametrize(
    "reply",
    [Reply(status=401), Reply(status=403), Reply({"errors": [{"message": "no"}]}, 400), Reply({"data": {}})],
    ids=["401", "403", "errors", "data"],
)
async def test_whatever_speaks_as_arbor_gets_them(service: Service, reply: Reply) -> None:
    service.says(PATH, reply, Reply(schema()), data())
    async with ArborSchool(service.address) as school:
        await school.arbor.check()
    assert [("authorization" in one.headers) for one in service.asked] == [False, True, True]


async def test_a_host_that_cannot_be_reached_gets_none(service: Service) -> None:
    async with ArborSchool("http://127.0.0.1:9") as school:
        with pytest.raises(ConnectorError, match="could not be reached"):
            await school.arbor.check()
