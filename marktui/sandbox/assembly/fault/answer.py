"""Faults in the answer as a whole, in this service's words where it has some."""

from starlette.responses import Response

from marktui.sandbox.assembly.refusal import refuse, short_of_scope
from marktui.sandbox.assembly.request_checks import USUAL_LIMIT
from marktui.sandbox.breakdown import LASTING, PASSING, RETRY_AFTER, Incident, Spoil, first_breakdown

START = b'[{"object":"student","id":5112,"first_na'


async def _page_500(incident: Incident) -> Response | None:
    return refuse(500, "internal_error", "something went wrong") if incident.holds_the_end else None


async def _not_modified(incident: Incident) -> Response | None:
    asked = {"if-modified-since", "if-none-match"} & set(incident.request.headers)
    return None if asked else Response(status_code=304)


async def _retry_after(incident: Incident) -> Response | None:
    if incident.stage.seconds_since_first("retry-after") >= RETRY_AFTER:
        return None
    count, limit = USUAL_LIMIT[0] + 1, USUAL_LIMIT[0]
    data = {"count": count, "period": RETRY_AFTER, "limit": limit}
    answer = refuse(429, "too many requests", data=data)
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    return answer


async def _left_500(_: Incident) -> Response | None:
    return Response(status_code=500)


async def _left_refused(_: Incident) -> Response | None:
    return short_of_scope()


ANSWER_FAULTS: dict[str, dict[str, Spoil]] = {
    "students": {
        **PASSING,
        "retry-after": _retry_after,
        "page-500": _page_500,
        "not-modified": _not_modified,
        **LASTING,
    },
    "students/left": {"left-500": _left_500, "left-refused": _left_refused},
}
"""By list; those that pass come first."""


async def spoil_answer(path: str, incident: Incident) -> Response | None:
    """The answer that the faults put in the place of the right one, if any does."""
    return await first_breakdown(ANSWER_FAULTS.get(path, {}), incident)
