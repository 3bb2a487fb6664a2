"""Faults in the answer as a whole, in this service's words where it has some."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from marktui.sandbox.arbor.refusal import refuse, too_many
from marktui.sandbox.breakdown import LASTING, PASSING, RETRY_AFTER, Incident, Spoil, first_breakdown
from marktui.sandbox.serving import HANG_UP

START = b'{"data":{"Student":[{"id":"101","entityTyp'
Body = dict[str, Any]


async def _error_once(incident: Incident) -> Response | None:
    return refuse(500, "Internal Server Error") if incident.stage.count("error-once") == 1 else None


async def _reset_once(incident: Incident) -> Response | None:
    if incident.stage.count("reset-once") > 1:
        return None
    incident.request.scope[HANG_UP]()
    return Response(status_code=500)


async def _limit_bare(incident: Incident) -> Response | None:
    return too_many(None) if incident.stage.count("limit-bare") == 1 else None


async def _retry_after(incident: Incident) -> Response | None:
    passed = incident.stage.seconds_since_first("retry-after") >= RETRY_AFTER
    return None if passed else too_many(RETRY_AFTER)


async def _page_500(incident: Incident) -> Response | None:
    return refuse(500, "Internal Server Error") if incident.holds_the_end else None


ANSWER_FAULTS: dict[str, Spoil] = {
    **PASSING,
    "error-once": _error_once,
    "reset-once": _reset_once,
    "limit-bare": _limit_bare,
    "retry-after": _retry_after,
    "page-500": _page_500,
    **LASTING,
}
"""Those that pass come first."""


def _null_data(_: Body) -> Body:
    return {"data": None, "errors": [_PLAIN]}


def _half_data(body: Body) -> Body:
    halves = {name: rows[: len(rows) // 2] for name, rows in body["data"].items()}
    return {"data": halves, "errors": [_PLAIN]}


def _empty_data(_: Body) -> Body:
    return {"data": []}


def _null_list(body: Body) -> Body:
    return {"data": dict.fromkeys(body["data"])}


def _extra(body: Body) -> Body:
    for rows in body["data"].values():
        for row in rows if isinstance(rows, list) else ():
            row.update(x_new=True, userTags=[], x_nested={"entityType": "X", "values": [1, None, "z"]})
    return body


_PLAIN = {"message": "Something went wrong."}

BODY_FAULTS: dict[str, Callable[[Body], Body]] = {
    "extra-fields": _extra,
    "null-list": _null_list,
    "half-data": _half_data,
    "empty-data": _empty_data,
    "null-data": _null_data,
}


async def spoil_answer(incident: Incident) -> Response | None:
    """The answer that the faults put in the place of the right one, if any does."""
    return await first_breakdown(ANSWER_FAULTS, incident)


def spoil_body(body: Body, faults: tuple[str, ...], *, lists_pupils: bool) -> Body:
    """The body as the faults leave it; one with errors is left as it is.

    Args:
        body: data, and errors if there are any.
        faults: those switched on.
        lists_pupils: whether the list of pupils is in it; all lists that come with it go wrong too.
    """
    for name, spoil in BODY_FAULTS.items():
        if name in faults and "errors" not in body and (lists_pupils or name == "extra-fields"):
            body = spoil(body)
    return body
