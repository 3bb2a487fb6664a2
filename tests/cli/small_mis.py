"""A small MIS of either service, over real HTTP; which rows it has is up to whoever derives from it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, Self

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from marktui.sandbox.serving import listen, serving

Rows = list[dict[str, Any]]
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
_LISTS = ("/students", "/students/left", "/staff_members", "/staff_members/left")
_ONE = re.compile(r"/(students|staff_members)/(\d+)")
_ROOT = re.compile(r"(?:(\w+)\s*:\s*)?\b([A-Z]\w+)\s*\(([^)]*)\)")
_IDS = re.compile(r"id_in\s*:\s*\[([^\]]*)\]")
_PAGE = re.compile(r"(page_size|page_num)\s*:\s*(\d+)")
_HALF = re.compile(r"%(d[89a-f][0-9a-f]{2})")


class SmallMis:
    """What does not depend on the school: paging, questions by id, the schema, and being served."""

    FIELDS: ClassVar[Mapping[str, str]]
    """The fields of each entity of Arbor's schema, with the entity that a field leads to."""
    STATUS: ClassVar[Mapping[str, str]] = {"last_sync_status": "success"}
    """What Assembly says of its last collection."""
    dialect: str
    address: str
    asked: list[str]
    """The paths that were asked for."""

    def assembly_rows(self, path: str) -> Rows | None:
        """The rows of a list of Assembly; None where there is none."""
        raise NotImplementedError

    def arbor_rows(self, name: str) -> Rows:
        """The rows of an entity of Arbor."""
        raise NotImplementedError

    @property
    def connect_words(self) -> tuple[str, ...]:
        """The words that connect a hub."""
        if self.dialect == "assembly":
            return ("connect", "assembly", "--api-url", self.address, "--auth-url", self.address)
        return ("connect", "arbor", "--url", self.address)

    @contextmanager
    def serve(self) -> Iterator[Self]:
        """Serve on loopback while the block runs."""
        route = Route("/{path:path}", self._answer, methods=["GET", "POST"])
        with listen(0) as listener, serving(Starlette(routes=[route]), listener):
            self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            yield self

    async def _answer(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        if self.dialect == "arbor":
            return _json({"data": self._arbor((await request.json())["query"])})
        return self._assembly(request.url.path, dict(request.query_params))

    def _assembly(self, path: str, query: dict[str, str]) -> Response:
        single: dict[str, Any] = {
            "/me": {"object": "application", "token": {"access_level": "school"}},
            "/school": {"object": "school", "name": "Ashgrove"},
            "/school/status": self.STATUS,
        }
        if path in single:
            return _json(single[path])
        if asked := _ONE.fullmatch(path):
            every = [row for one in _LISTS for row in self.assembly_rows(one) or ()]
            found = [row for row in every if row["id"] == int(asked[2])]
            return _json(found[0]) if found else _json({"error": "not_found"}, status=404)
        rows = self.assembly_rows(path)
        if rows is None:
            return _json({"error": "not_found"}, status=404)
        page, per = int(query.get("page", 1)), int(query.get("per_page", 100))
        pages = max(1, -(-len(rows) // per))
        told: dict[str, Any] = {
            "Total": len(rows),
            "Total-Pages": pages,
            "Next-Page": page + 1 if page < pages else "",
        }
        return _json(rows[(page - 1) * per : page * per], **told)

    def _arbor(self, document: str) -> dict[str, Any]:
        if "__schema" in document:
            types = {
                name: {"fields": [_field(one) for one in ("id", *fields.split())]}
                for name, fields in self.FIELDS.items()
            }
            return {"__schema": {"queryType": {"fields": [{"name": name} for name in self.FIELDS]}}, **types}
        data = {}
        for alias, name, given in _ROOT.findall(document):
            rows = self.arbor_rows(name)
            if asked := _IDS.search(given):
                wanted = set(re.findall(r"\w+", asked[1]))
                rows = [row for row in rows if row["id"] in wanted]
            number = {key: int(value) for key, value in _PAGE.findall(given)}
            size, page = number.get("page_size", 100), number.get("page_num", 0)
            data[alias or name] = rows[page * size : (page + 1) * size]
        return data


def _field(text: str) -> dict[str, Any]:
    name, _, of = text.partition(":")
    kind: dict[str, Any] = {"kind": "OBJECT", "name": of} if of else {"kind": "SCALAR", "name": "String"}
    return {
        "name": name,
        "type": {"kind": "LIST", "name": None, "ofType": kind} if name.endswith("es") else kind,
    }


def _json(value: object, status: int = 200, **headers: object) -> Response:
    """JSON in which `%d83d` stands for an escaped half of a character, which no library writes."""
    body = _HALF.sub(r"\\u\1", orjson.dumps(value).decode()).encode()
    named = {name: str(text) for name, text in headers.items()}
    return Response(body, status, {"Content-Type": "application/json", **named})
