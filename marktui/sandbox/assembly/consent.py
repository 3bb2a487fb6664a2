"""The page on which a school allows an application to read its data (docs/wire-assembly.md, Tokens)."""

from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qs, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from marktui.sandbox.assembly.grant import Grants
from marktui.sandbox.assembly.school_facts import school_name, urn
from marktui.sandbox.assembly.scope_name import UnknownScope, Wanted, read_scopes, with_basics
from marktui.sandbox.stage import Stage

CONSENT_FAULTS = frozenset({"consent-denied", "wrong-state"})
_HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Stand-in MIS</title>'
_FORM = """<h1>{app} wants to read data of {school}</h1>
<form method="post">
<p>It needs:</p><ul>{required}</ul>
<p>It would like, if you tick it:</p><ul>{optional}</ul>
<button name="answer" value="allow">Allow</button> <button name="answer" value="deny">Deny</button>
</form>"""


class BadConsent(Exception):  # noqa: N818  it reads as what it says
    """The request cannot be answered at the redirect address; the message goes on a page."""


class Consent:
    """Answers `/oauth/authorize`: `GET` shows the page, and its form posts the answer to the same address."""

    def __init__(self, stage: Stage, grants: Grants) -> None:
        self._stage = stage
        self._grants = grants

    async def answer(self, request: Request) -> Response:
        """The page, or the way back to the application."""
        asked = request.query_params
        try:
            self._check(asked)
        except BadConsent as problem:
            return _page(f"<h1>This request cannot be answered</h1><p>{escape(str(problem))}</p>", 400)
        try:
            wanted = read_scopes(asked.get("scope", ""))
        except UnknownScope as problem:
            return self._back(asked, error="invalid_scope", error_description=f"unknown scope: {problem}")
        if asked.get("response_type", "code") != "code":
            return self._back(asked, error="unsupported_response_type")
        if "consent-denied" in self._stage.faults:
            return self._denied(asked)
        if self._stage.application.auto_approve:
            return self._allowed(asked, wanted.required | with_basics(wanted.optional))
        if request.method == "POST":
            return self._answered(asked, wanted, parse_qs((await request.body()).decode("utf-8", "replace")))
        return _page(_form(wanted, school_name(self._stage)))

    def _check(self, asked: Mapping[str, str]) -> None:
        if asked.get("client_id") != self._grants.client_id:
            message = "No application is registered under this client_id."
        elif asked.get("redirect_uri") != self._stage.application.redirect_uri:
            message = "The redirect_uri is not the one that is registered for this application."
        elif not asked.get("state"):
            message = "The state is missing."
        elif asked.get("urn", urn(self._stage)) != urn(self._stage):
            message = "The urn is that of another school."
        else:
            return
        raise BadConsent(message)

    def _answered(self, asked: Mapping[str, str], wanted: Wanted, form: Mapping[str, list[str]]) -> Response:
        if form.get("answer") != ["allow"]:
            return self._denied(asked)
        ticked = frozenset(form.get("tick", [])) & wanted.optional
        return self._allowed(asked, wanted.required | with_basics(ticked))

    def _allowed(self, asked: Mapping[str, str], scopes: frozenset[str]) -> Response:
        return self._back(asked, code=self._grants.allow(scopes, asked["redirect_uri"]))

    def _denied(self, asked: Mapping[str, str]) -> Response:
        return self._back(
            asked, error="access_denied", error_description="The school has denied the request."
        )

    def _back(self, asked: Mapping[str, str], **found: str) -> Response:
        state = asked["state"] + ("-of-another" if "wrong-state" in self._stage.faults else "")
        query = urlencode({**found, "state": state})
        return RedirectResponse(
            f"{asked['redirect_uri']}{'&' if '?' in asked['redirect_uri'] else '?'}{query}", 302
        )


def _form(wanted: Wanted, school: str) -> str:
    required = "".join(f"<li>{escape(name)}</li>" for name in sorted(wanted.required))
    optional = "".join(
        f'<li><label><input type="checkbox" name="tick" value="{escape(name)}">{escape(name)}</label></li>'
        for name in sorted(wanted.optional)
    )
    return _FORM.format(app="marktui", school=escape(school), required=required, optional=optional)


def _page(body: str, status: int = 200) -> Response:
    return HTMLResponse(_HEAD + body, status)
