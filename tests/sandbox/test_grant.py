import httpx
import pytest

from marktui.sandbox.server import Sandbox


@pytest.fixture
def basic(sandbox: Sandbox) -> httpx.BasicAuth:
    secrets = sandbox.environment
    return httpx.BasicAuth(secrets["MARKTUI_ASSEMBLY_CLIENT_ID"], secrets["MARKTUI_ASSEMBLY_CLIENT_SECRET"])


@pytest.fixture
def wanted(sandbox: Sandbox) -> dict[str, str]:
    return {
        "grant_type": "refresh_token",
        "refresh_token": sandbox.environment["MARKTUI_ASSEMBLY_REFRESH_TOKEN"],
    }


@pytest.mark.parametrize("where", ["data", "json", "params"])
def test_refresh(client: httpx.Client, basic: httpx.BasicAuth, wanted: dict[str, str], where: str) -> None:
    answer = client.request("POST", "/oauth/token", auth=basic, **{where: wanted})  # type: ignore[arg-type]
    body = answer.json()
    assert answer.status_code == 200
    assert "refresh_token" not in body
    assert (body["token_type"], body["level"], body["expires_in"]) == ("bearer", "school", 86_400)
    assert "students.basic" in body["scopes"]
    new = {"Authorization": f"Bearer {body['access_token']}"}
    assert client.get("/students", headers=new).status_code == 200


def test_refusals(client: httpx.Client, basic: httpx.BasicAuth, wanted: dict[str, str]) -> None:
    nobody = client.post("/oauth/token", data=wanted, auth=("someone", "else"))
    assert (nobody.status_code, nobody.json()) == (401, {"error": "invalid_client"})
    bearer = client.post("/oauth/token", data=wanted)
    assert bearer.status_code == 401
    wrong = client.post("/oauth/token", data={**wanted, "refresh_token": "x"}, auth=basic)
    assert (wrong.status_code, wrong.json()) == (400, {"error": "invalid_grant"})
    other = client.post("/oauth/token", data={"grant_type": "password"}, auth=basic)
    assert (other.status_code, other.json()) == (400, {"error": "unsupported_grant_type"})


def test_app_token_opens_no_data(client: httpx.Client, basic: httpx.BasicAuth) -> None:
    body = client.post("/oauth/token", data={"grant_type": "client_credentials"}, auth=basic).json()
    assert (body["level"], body["expires_in"]) == ("app", None)
    app = {"Authorization": f"Bearer {body['access_token']}"}
    assert client.get("/me", headers=app).json()["token"]["access_level"] == "app"
    assert client.get("/students", headers=app).json()["error"] == "insufficient_scope"


def test_deauthorize(
    client: httpx.Client, sandbox: Sandbox, basic: httpx.BasicAuth, wanted: dict[str, str]
) -> None:
    assert client.post("/school/deauthorize").status_code == 204
    assert client.get("/students").json()["error"] == "invalid_token"
    assert client.post("/oauth/token", data=wanted, auth=basic).json() == {"error": "invalid_grant"}
    sandbox.reset()
    assert client.get("/students").status_code == 200


def test_expired_token_is_renewed(
    client: httpx.Client, sandbox: Sandbox, basic: httpx.BasicAuth, wanted: dict[str, str]
) -> None:
    sandbox.move(faults=["token-expired"])
    sandbox.reset()
    assert client.get("/students").json() == {"error": "invalid_token", "message": "token has expired"}
    token = client.post("/oauth/token", data=wanted, auth=basic).json()["access_token"]
    assert client.get("/students", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert client.get("/students").status_code == 401


def test_revoked_token_is_not_renewed(
    client: httpx.Client, sandbox: Sandbox, basic: httpx.BasicAuth, wanted: dict[str, str]
) -> None:
    sandbox.move(faults=["token-revoked"])
    assert client.get("/me").json()["error"] == "invalid_token"
    assert client.post("/oauth/token", data=wanted, auth=basic).status_code == 400


def test_secrets_survive_a_restart() -> None:
    assert Sandbox(60, 5).environment == Sandbox(60, 5).environment
    assert Sandbox(60, 5).environment != Sandbox(60, 6).environment
