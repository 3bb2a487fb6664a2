"""The address of a school's Arbor has one form, whatever was typed."""

import pytest

from marktui.connectors.arbor.address import arbor_address
from marktui.connectors.registry import CONNECTORS
from marktui.hub.model.errors import UsageError
from marktui.hub.model.next_step import GiveSetting

OAKWELL = "https://oakwell.uk.arbor.sc"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("oakwell", OAKWELL),
        (" OakWell ", OAKWELL),
        ("oakwell.uk.arbor.sc", OAKWELL),
        ("https://oakwell.uk.arbor.sc", OAKWELL),
        ("HTTPS://Oakwell.UK.Arbor.sc/", OAKWELL),
        ("https://oakwell.uk.arbor.sc/rest-v2", OAKWELL),
        ("https://oakwell.uk.arbor.sc/rest-v2/", OAKWELL),
        ("https://oakwell.uk.arbor.sc/graphql/query", OAKWELL),
        ("oakwell.uk.arbor.sc/graphql/query/", OAKWELL),
        ("https://oakwell.uk.arbor.sc/?/home-ui/index", OAKWELL),
        ("oakwell.uk.arbor.sc/?/home-ui/index#top", OAKWELL),
        ("api-sandbox2.uk.arbor.sc", "https://api-sandbox2.uk.arbor.sc"),
        ("https://gateway.example:8443/Oakwell", "https://gateway.example:8443/Oakwell"),
        ("http://127.0.0.1:8080/graphql/query", "http://127.0.0.1:8080"),
        ("http://localhost:9", "http://localhost:9"),
    ],
)
def test_one_form(given: str, kept: str) -> None:
    assert arbor_address(given) == kept
    assert arbor_address(kept) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "oak well",
        "-oakwell",
        "öakwell",
        "oakwell\x1b]52",
        "https://",
        "http://oakwell.uk.arbor.sc",
        "ftp://oakwell.uk.arbor.sc",
        "https://oakwell.uk.arbor.sc/#top",
        "oakwell.uk.arbor.sc:99999",
        "https://admin:hunter2@oakwell.uk.arbor.sc",
        "admin:hunter2@oakwell.uk.arbor.sc",
    ],
)
def test_no_address_and_never_a_password(given: str) -> None:
    with pytest.raises(UsageError) as failed:
        arbor_address(given)
    assert "hunter2" not in failed.value.message + failed.value.hint
    assert "\x1b" not in failed.value.message


def test_settings_are_tidied_before_they_are_stored() -> None:
    arbor, assembly = CONNECTORS["arbor"], CONNECTORS["assembly"]
    assert arbor.tidy_settings({"url": "Oakwell", "user_agent": " Browser/9 "}) == {
        "url": OAKWELL,
        "user_agent": "Browser/9",
    }
    assert assembly.tidy_settings({"api_url": "https://mis.example/"}) == {"api_url": "https://mis.example"}
    assert assembly.tidy_settings({}) == {}
    assert assembly.full_settings({"other": "x"}).keys() == {"api_url", "auth_url"}


@pytest.mark.parametrize("given", [{}, {"url": ""}, {"user_agent": "Browser/9"}])
def test_a_school_without_an_address_cannot_be_read(given: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="Arbor needs the school's address") as failed:
        CONNECTORS["arbor"].tidy_settings(given)
    assert failed.value.next == (GiveSetting("arbor", "url"),)


@pytest.mark.parametrize("name", CONNECTORS)
def test_every_connector_says_how_to_set_it_up(name: str) -> None:
    one = CONNECTORS[name]
    assert set(one.needed) <= set(one.secrets)
    assert one.set_up
    assert all(one.secret_words(secret) for secret in one.secrets)
