"""A small MIS of either service, over real HTTP; which rows it has is up to whoever derives from it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from connectors import arbor_school
from connectors.scripted_service import Reply
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from marktui.sandbox.serving import listen, serving

Row = dict[str, Any]
Rows = list[Row]
SECRETS = {
    "MARKTUI_ASSEMBLY_TOKEN": "school-token-of-a-test",
    "MARKTUI_ARBOR_USERNAME": "application-of-a-test",
    "MARKTUI_ARBOR_PASSWORD": "password-of-a-test",
}
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
FIRST_NAMES = ("Ana", "Ben", "Cora", "Dan", "Ella", "Finn", "Gina", "Hal", "Ida", "Jon", "Kit", "Lea", "Max")
LAST_NAMES = (
    "Reis", "Fox", "Quayle", "Harwood", "Marlow", "Tully", "Vance", "Wyre", "Yorke", "Ashby", "Birch",
)  # fmt: skip
_PEOPLE = {
    "assembly": ("/students", "/students/left", "/staff_members", "/staff_members/left"),
    "arbor": ("Student", "Staff"),
}
_ONE = re.compile(r"/(?:students|staff_members)/(\d+)")
_ROOT = re.compile(r"(?:(\w+)\s*:\s*)?\b([A-Z]\w+)\s*\(([^)]*)\)")
_IDS = re.compile(r"id_in\s*:\s*\[([^\]]*)\]")
_PAGE = re.compile(r"(page_size|page_num)\s*:\s*(\d+)")
_HALF = re.compile(rb"%(d[89a-f][0-9a-f]{2})")


class SmallMis:
    """What does not depend on the school: paging, questions by id, the schema, and being served.

    Args:
        dialect: `assembly` or `arbor`.
    """

    environment = SECRETS
    collected: dict[str, object]
    """What Assembly says of its last collection."""

    def __init__(self, dialect: str) -> None:
        self.dialect = dialect
        self.address = ""
        self.collected = {"last_sync_status": "success"}
        self.asked: list[str] = []
        """What was asked for: a path of Assembly, an entity of Arbor, with the ids where there are any."""

    def assembly_rows(self, path: str) -> Rows | None:
        """The rows of a list of Assembly; None where there is none."""
        raise NotImplementedError

    def arbor_rows(self, name: str) -> Rows:
        """The rows of an entity of Arbor."""
        raise NotImplementedError

    def rows(self, name: str) -> Rows | None:
        """The rows of a list, by its path or entity."""
        return self.assembly_rows(name) if self.dialect == "assembly" else self.arbor_rows(name)

    def found(self, mis_id: int) -> Row | Reply | None:
        """What is answered about somebody who is asked for by id; None where there is nobody."""
        everybody = (row for name in _PEOPLE[self.dialect] for row in self.rows(name) or ())
        return next((row for row in everybody if str(row["id"]) == str(mis_id)), None)

    def page(self, _name: str, rows: Rows, number: int, size: int) -> tuple[Rows, int]:
        """One page of a list, counted from 0, and how many pages there are."""
        return rows[number * size : (number + 1) * size], max(1, -(-len(rows) // size))

    @property
    def connect_line(self) -> str:
        """The command that connects a hub."""
        if self.dialect == "assembly":
            return f"marktui connect assembly --api-url {self.address} --auth-url {self.address} --yes"
        return f"marktui connect arbor --url {self.address} --yes"

    @contextmanager
    def serve(self) -> Iterator[Self]:
        """Serve on loopback while the block runs."""
        route = Route("/{path:path}", self._answer, methods=["GET", "POST"])
        with listen(0) as listener, serving(Starlette(routes=[route]), listener):
            self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            yield self

    async def _answer(self, request: Request) -> Response:
        if self.dialect == "arbor":
            reply = self._arbor((await request.json())["query"])
        else:
            reply = self._assembly(request.url.path, dict(request.query_params))
        # `%d83d` stands for an escaped half of a character, which no library writes.
        body = _HALF.sub(rb"\\u\1", reply.body)
        return Response(body, reply.status, {"Content-Type": "application/json", **reply.headers})

    def _assembly(self, path: str, query: dict[str, str]) -> Reply:
        self.asked.append(path)
        single: dict[str, object] = {
            "/me": {"object": "application", "token": {"access_level": "school"}},
            "/school": {"object": "school", "name": "Ashgrove"},
            "/school/status": self.collected,
        }
        if path in single:
            return Reply(single[path])
        one = _ONE.fullmatch(path)
        found = self.found(int(one[1])) if one else self.rows(path)
        if found is None:
            return Reply({"error": "not_found", "message": "not found"}, 404)
        if not isinstance(found, list):
            return found if isinstance(found, Reply) else Reply(found)
        number = int(query.get("page", 1))
        rows, pages = self.page(path, found, number - 1, int(query.get("per_page", 100)))
        following = str(number + 1) if number < pages else ""
        counts = {"Total": str(len(found)), "Total-Pages": str(pages), "Next-Page": following}
        return Reply(rows, headers=counts)

    def _arbor(self, document: str) -> Reply:
        if "__schema" in document:
            return Reply(arbor_school.schema())
        data = {}
        for alias, name, given in _ROOT.findall(document):
            asked = _IDS.search(given)
            ids = [int(one) for one in re.findall(r"\w+", asked[1])] if asked else None
            self.asked.append(name if ids is None else f"{name} {ids}")
            answer = self._list(name, given) if ids is None else self._by_id(ids)
            if isinstance(answer, Reply):
                return answer
            data[alias or name] = answer
        return Reply({"data": data})

    def _list(self, name: str, given: str) -> Rows:
        number = {key: int(value) for key, value in _PAGE.findall(given)}
        rows = self.rows(name) or []
        return self.page(name, rows, number.get("page_num", 0), number.get("page_size", 100))[0]

    def _by_id(self, ids: list[int]) -> Rows | Reply:
        """The rows by id; a reply that was set for one of them goes for all."""
        rows: Rows = []
        for found in (self.found(one) for one in ids):
            if isinstance(found, Reply):
                return found
            rows += [] if found is None else [found]
        return rows
