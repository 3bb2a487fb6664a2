"""A school's browser, and what an application does with its answer."""

from urllib.parse import parse_qsl, urlsplit

import httpx

from marktui.sandbox.server import Sandbox

SCOPE = "school:required students.basic students.upn:optional students.dob:optional staff_members.emails"


class Browser:
    """Opens the page of consent; what is asked can be changed one by one."""

    def __init__(self, sandbox: Sandbox, **asked: str) -> None:
        self.sandbox = sandbox
        self.asked = {
            "response_type": "code",
            "client_id": sandbox.environment["MARKTUI_ASSEMBLY_CLIENT_ID"],
            "redirect_uri": sandbox.stage.application.redirect_uri,
            "scope": SCOPE,
            "state": "s-123",
            **asked,
        }

    def open(self, method: str = "GET", **form: str | list[str]) -> httpx.Response:
        """The page, or what its form leads to."""
        address = f"{self.sandbox.address}/oauth/authorize"
        return httpx.request(method, address, params=self.asked, data=form or None)

    def sent_back(self, method: str, **form: str | list[str]) -> dict[str, str]:
        """What the application gets at its redirect address."""
        answer = self.open(method, **form)
        assert answer.status_code == 302, answer.text
        address, _, query = answer.headers["location"].partition("?")
        assert address == self.asked["redirect_uri"]
        assert urlsplit(address).query == ""
        return dict(parse_qsl(query))

    def allow(self, *ticks: str) -> str:
        """The code after Allow was pressed."""
        return self.sent_back("POST", answer="allow", tick=list(ticks))["code"]

    def exchange(self, code: str, **other: str) -> httpx.Response:
        """The token endpoint's answer to a code."""
        wanted = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.asked["redirect_uri"],
            **other,
        }
        return httpx.post(f"{self.sandbox.address}/oauth/token", data=wanted, auth=basic(self.sandbox))


def basic(sandbox: Sandbox) -> tuple[str, str]:
    """The application's own credentials."""
    secrets = sandbox.environment
    return secrets["MARKTUI_ASSEMBLY_CLIENT_ID"], secrets["MARKTUI_ASSEMBLY_CLIENT_SECRET"]


def renew(sandbox: Sandbox, token: str | None = None) -> httpx.Response:
    """The token endpoint's answer to a refresh token; the first one unless another is given."""
    wanted = {
        "grant_type": "refresh_token",
        "refresh_token": token or sandbox.environment["MARKTUI_ASSEMBLY_REFRESH_TOKEN"],
    }
    return httpx.post(f"{sandbox.address}/oauth/token", data=wanted, auth=basic(sandbox))


def school_name(client: httpx.Client) -> str:
    """What the service calls the school."""
    return str(client.get("/school").json()["name"])
