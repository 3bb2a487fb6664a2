"""Answers data requests: lists, single records, and the facts about school and app."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from marktui.sandbox.assembly.fault.answer import START, spoil_answer
from marktui.sandbox.assembly.fault.page import spoil_page
from marktui.sandbox.assembly.fault.row import spoil_rows
from marktui.sandbox.assembly.fault.who import latest
from marktui.sandbox.assembly.fault.writing import NO_END
from marktui.sandbox.assembly.filter import chosen_rows, with_emails
from marktui.sandbox.assembly.grant import Grants, bearer
from marktui.sandbox.assembly.page import LARGEST_SIZE, SMALL_SIZE, cut, modified_since, send, validators
from marktui.sandbox.assembly.refusal import not_found
from marktui.sandbox.assembly.request_checks import version
from marktui.sandbox.assembly.row import CHANGED, Row, Tables, build_tables
from marktui.sandbox.assembly.school_facts import school_fact
from marktui.sandbox.assembly.scope import hidden
from marktui.sandbox.breakdown import BOM, Incident
from marktui.sandbox.stage import Stage

UNCONDITIONAL = frozenset({"academic_years"})
WITHOUT_TAG = frozenset({"students/left"})
"""Takes If-Modified-Since only."""
OLD = "1"
"""The older version of the interface. Its lists and single records are served; its own paths are left out."""
AGE = timedelta(hours=3)
"""How long ago the service last collected from the school's MIS."""


class Answers:
    """Knows the rows of the present scene."""

    def __init__(self, stage: Stage, grants: Grants) -> None:
        self._stage = stage
        self._grants = grants
        self._collected = datetime.now(UTC) - AGE
        self._tables: tuple[int, Tables] | None = None

    async def rows(self, request: Request, path: str) -> Response:
        """One page of a list."""
        tables = self._scene_tables()
        rows = chosen_rows(path, tables, request.query_params, self._stage)
        newest = max((row[CHANGED] for row in tables[path]), default=latest(tables))
        since = None
        if path not in UNCONDITIONAL:
            since = modified_since(request, by_tag=path not in WITHOUT_TAG)
        if since:
            rows = [row for row in rows if row[CHANGED].replace(microsecond=0) > since]
        page = cut(request, rows, self._most_rows())
        if path == "students":
            page = spoil_page(page, rows, self._stage)
        incident = Incident(request, self._stage, page.number >= page.last, START)
        if answer := await spoil_answer(path, incident):
            return answer
        tags = {} if path in UNCONDITIONAL else validators(path, newest)
        if since and not rows:
            return Response(status_code=304, headers=tags)
        seen = list(self._visible(page.rows, request))
        mark = BOM if path == "students" and "bom" in self._stage.faults else b""
        if version(request) == OLD:
            return send(page.envelope(seen), tags, mark)
        return send(seen, {**page.headers, **tags}, mark)

    def one(self, request: Request, path: str) -> Response:
        """A single record; who has left or is to start included, who is on roll first."""
        tables = self._scene_tables()
        wanted = request.path_params["id"]
        where = (path, f"{path}/unlisted", f"{path}/left", f"{path}/ahead")
        rows = [row for one in where for row in tables.get(one, ())]
        found = [row for row in rows if row.get("id") == wanted]
        if not found:
            return not_found()
        return send(next(self._visible(found, request)))

    def school(self) -> Response:
        """The facts about the school."""
        return send(school_fact(self._stage))

    def status(self) -> Response:
        """How fresh the service's data is."""
        return send(
            {
                "object": "school_status",
                "last_changes_at": _stamp(latest(self._scene_tables())),
                "last_sync_at": _stamp(self._collected),
                "last_sync_status": "failure" if "collection-failed" in self._stage.faults else "success",
            }
        )

    def me(self, request: Request) -> Response:
        """The facts about the app and the token it called with."""
        token = self._grants.opened_by(bearer(request))
        return send(
            {
                "object": "application",
                "id": 17,
                "name": "Stand-in app",
                "decription": "Talks to the stand-in MIS.",
                "website_uri": None,
                "support_uri": None,
                "privacy_policy_uri": None,
                "redirect_uri": self._stage.application.redirect_uri,
                "install_uri": None,
                "listed": False,
                "sandbox": True,
                "force_urn_check": False,
                "created_at": "2020-01-06T09:00:00.000Z",
                "updated_at": "2020-01-06T09:00:00.000Z",
                "token": {
                    "access_level": token.level if token else "app",
                    "scopes": sorted(token.scopes) if token else [],
                },
            }
        )

    def _most_rows(self) -> int:
        """How many rows a page has at most."""
        if "small-pages" in self._stage.faults:
            return SMALL_SIZE
        pace = self._stage.pace
        return pace.rows if pace else LARGEST_SIZE

    def _scene_tables(self) -> Tables:
        generation = self._stage.generation
        if self._tables is None or self._tables[0] != generation:
            tables = build_tables(self._stage.school, self._stage.step)
            self._tables = generation, spoil_rows(tables, self._stage)
        return self._tables[1]

    def _visible(self, rows: Iterable[Row], request: Request) -> Iterator[Row]:
        """The rows without what the token may not see, or with null in its place."""
        token = self._grants.opened_by(bearer(request))
        scopes = token.scopes if token else frozenset[str]()
        nulls, old = "null-fields" in self._stage.faults, version(request) == OLD
        kept = frozenset() if with_emails(request.query_params) else frozenset({"emails"})
        for row in rows:
            kind = row["object"]
            secret = hidden(kind, scopes)
            gone = {CHANGED, *(kept if kind == "student" else ()), *(() if nulls else secret)}
            seen = {key: value for key, value in row.items() if key not in gone}
            if old and seen.get("end_date", "") is None:
                seen["end_date"] = NO_END
            yield {**seen, **dict.fromkeys(secret)} if nulls else seen


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
