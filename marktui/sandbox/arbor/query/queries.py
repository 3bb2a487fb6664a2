"""Answers queries: reads the document, checks it, carries it out."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson
from graphql import DocumentNode, GraphQLError, GraphQLSchema, execute_sync, parse, validate
from starlette.requests import Request
from starlette.responses import Response

from marktui.sandbox.arbor.fault.answer import START, Body, spoil_answer, spoil_body
from marktui.sandbox.arbor.fault.row import spoil_rows
from marktui.sandbox.arbor.grant import ErrorShape, denials, error_shape, errors_of
from marktui.sandbox.arbor.query.context import QueryContext
from marktui.sandbox.arbor.query.document import Reading, read
from marktui.sandbox.arbor.query.schema import granted_value_of, make_schema, value_of
from marktui.sandbox.arbor.refusal import JSON, refuse
from marktui.sandbox.arbor.rows.row import Figure, Tables
from marktui.sandbox.arbor.rows.tables import build_tables
from marktui.sandbox.breakdown import BOM, Incident
from marktui.sandbox.odd_values import on_the_wire
from marktui.sandbox.stage import Stage

_MISSING = {"no-upn-field": ("Student", "upn"), "no-leaving-date-field": ("Student", "leavingDate")}
SCHEMA_FAULTS = frozenset(_MISSING)
_MOST_KEPT = 200
"""So many answers are kept."""


class Queries:
    """Knows the schema and the tables of the present scene."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._generation = -1
        self._scene: tuple[int, tuple[str, ...]]
        self._schema: GraphQLSchema
        self._tables: Tables
        self._answers: dict[tuple[int, str, bytes], Response] = {}
        """What was answered at a step where nothing fails: to carry a query out takes longest of all."""

    async def answer(self, request: Request, query: str, variables: Mapping[str, Any]) -> Response:
        """The answer to one query."""
        scene = step, faults = self._stage.scene
        if faults:
            return await self._work_out(request, query, variables)
        place = step, query, orjson.dumps(variables)
        if (kept := self._answers.get(place)) is not None:
            return Response(kept.body, kept.status_code, media_type=JSON)
        answer = await self._work_out(request, query, variables)
        if scene == self._scene == self._stage.scene:
            if len(self._answers) >= _MOST_KEPT:
                self._answers.clear()
            self._answers[place] = answer
        return answer

    async def _work_out(self, request: Request, query: str, variables: Mapping[str, Any]) -> Response:
        self._set_scene()
        try:
            understood = _understand(self._schema, query)
        except GraphQLError as problem:
            return _say({"errors": [problem.formatted]}, 400)
        if isinstance(understood, list):
            return _say({"errors": [problem.formatted for problem in understood]})
        document, reading = understood
        context = QueryContext(self._stage, self._tables)
        body = self._body(context, document, reading, variables)
        if context.too_slow:
            return refuse(504, "Gateway Timeout")
        incident = Incident(request, self._stage, context.holds_the_end, START)
        if reading.lists_pupils and (spoilt := await spoil_answer(incident)):
            return spoilt
        mark = BOM if reading.lists_pupils and "bom" in self._stage.faults else b""
        return _say(spoil_body(body, self._stage.faults, lists_pupils=reading.lists_pupils), before=mark)

    def _body(
        self, context: QueryContext, document: DocumentNode, reading: Reading, variables: Mapping[str, Any]
    ) -> Body:
        denied = denials(reading.fields, self._stage.faults)
        context.denied = frozenset(place for place, _ in denied.values())
        result = execute_sync(
            self._schema,
            document,
            context_value=context,
            variable_values=dict(variables),
            field_resolver=granted_value_of if denied else value_of,
        )
        body: Body = dict(result.formatted)
        return _short_of(body, errors_of(denied), error_shape(denied)) if denied else body

    def _set_scene(self) -> None:
        """Once per scene: the tables and the schema, faults included."""
        if self._generation != self._stage.generation:
            self._generation = self._stage.generation
            self._scene = step, faults = self._stage.scene
            self._schema = make_schema(frozenset(_MISSING[name] for name in faults if name in _MISSING))
            self._tables = spoil_rows(build_tables(self._stage.school, step), self._stage)


@lru_cache(maxsize=256)
def _understand(schema: GraphQLSchema, query: str) -> tuple[DocumentNode, Reading] | list[GraphQLError]:
    """A query as it is to be answered, or what is wrong with it; the same ones come again and again."""
    document = parse(query)
    return validate(schema, document) or read(schema, document)


def _short_of(body: Body, errors: list[Any], shape: ErrorShape) -> Body:
    """The body of a query that reads what is not granted."""
    if shape is ErrorShape.ABSENT:
        return {"errors": errors}
    if shape is ErrorShape.NULL:
        return {"data": None, "errors": errors}
    if shape is ErrorShape.EMPTY:
        return {"data": {name: [] for name in body.get("data") or ()}, "errors": errors}
    return {**body, "errors": errors}


def _say(body: Body, status: int = 200, before: bytes = b"") -> Response:
    plain = orjson.dumps(body, _as_number, orjson.OPT_PASSTHROUGH_SUBCLASS)
    return Response(before + on_the_wire(plain), status, media_type=JSON)


def _as_number(value: object) -> int:
    if isinstance(value, Figure):
        return int(value)
    raise TypeError
