"""The plainest client of the GraphQL service."""

from typing import Any

import httpx
from patience import PATIENCE

from marktui.sandbox.server import Sandbox

from .reading import Row

PATH = "/graphql/query"
AGENT = "tests/1.0"
STUDENT = """id displayName upn legalFirstName legalLastName preferredFirstName preferredLastName
dateOfBirth mostRecentEntryDate leavingDate displayAcademicLevel { displayName }
academicLevel { id shortName displayName } registrationForm { id displayName }
emailAddresses { emailAddress emailAddressType }"""


class ArborClient:
    """Asks one stand-in."""

    def __init__(self, sandbox: Sandbox) -> None:
        secrets = sandbox.environment
        who = (secrets["MARKTUI_ARBOR_USERNAME"], secrets["MARKTUI_ARBOR_PASSWORD"])
        self.http = httpx.Client(
            base_url=sandbox.address, auth=who, headers={"User-Agent": AGENT}, timeout=PATIENCE
        )

    def ask(self, query: str, **more: object) -> httpx.Response:
        """The raw answer to a query."""
        return self.http.post(PATH, json={"query": query, **more})

    def data(self, query: str) -> dict[str, Any]:
        """What a query that goes well answers."""
        answer = self.ask(query)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert body.keys() == {"data"}, body
        found: dict[str, Any] = body["data"]
        return found

    def rows(self, entity: str, fields: str = "id", **arguments: str) -> list[Row]:
        """One list; arguments are written as GraphQL has them."""
        given = ", ".join(f"{name}: {value}" for name, value in arguments.items())
        found: list[Row] = self.data(f"{{ {entity}{f'({given})' if given else ''} {{ {fields} }} }}")[entity]
        return found

    def read_all(self, entity: str, fields: str = "id", size: int = 500) -> list[Row]:
        """Every row of a list, page by page until one is empty."""
        rows: list[Row] = []
        for number in range(200):
            page = self.rows(entity, fields, page_size=str(size), page_num=str(number))
            if not page:
                return rows
            rows += page
        message = "The list never ends."
        raise AssertionError(message)

    def pupils(self, size: int = 500) -> list[Row]:
        """All students, leavers included."""
        return self.read_all("Student", STUDENT, size)

    def close(self) -> None:
        """Give the connection back."""
        self.http.close()


def texts(rows: list[Row]) -> list[str]:
    """The ids of the rows, in order."""
    return [row["id"] for row in rows]
