"""The proxy of the environment, and the hosts that are reached without it."""

import pytest

from marktui.connectors.http.network.proxy import Exempt, proxy_of
from marktui.hub.model.errors import UsageError


@pytest.mark.parametrize(
    ("listed", "host", "covered"),
    [
        ("fd00::/8", "fd12:3456::1", True),
        ("fd00::/8", "2001:db8::1", False),
        ("[fd00::/8]", "fd12::1", True),
        ("[::1]", "::1", True),
        ("[::1]:8080", "[::1]", True),
        ("::1", "0:0:0:0:0:0:0:1", True),
        ("::ffff:0:0/96", "::ffff:10.0.0.1", True),
        ("2001:db8::/32, 10.0.0.0/8", "10.4.5.6", True),
        ("2001:db8::/32\t10.0.0.0/8", "10.4.5.6", True),
        ("10.0.0.1/8", "10.9.9.9", True),
        ("192.168.0.0/99", "192.168.0.1", False),
        ("fd00::/999, api.example", "api.example", True),
        ("api.example:443", "API.example.", True),
        ("https://api.example", "api.example", True),
        (".example", "api.example", True),
        ("*.example", "deep.api.example", True),
        ("pi.example", "api.example", False),
        ("*", "fd00::1", True),
        ("*", "api.example", True),
        ("[[[, ://, /8, :::, %%%, api.example", "api.example", True),
        ("[", "api.example", False),
        ("", "api.example", False),
        (" , ,", "api.example", False),
    ],
)
def test_what_no_proxy_lists_is_reached_straight_and_junk_is_left_out(
    listed: str, host: str, covered: bool
) -> None:
    assert Exempt(listed).covers(host) is covered


@pytest.mark.parametrize(
    ("environment", "url", "variable"),
    [
        ({"HTTPS_PROXY": "http://proxy.example:3128"}, "http://proxy.example:3128", "HTTPS_PROXY"),
        ({"https_proxy": "proxy.example:3128"}, "http://proxy.example:3128", "https_proxy"),
        ({"HTTPS_PROXY": "http://a.example", "ALL_PROXY": "http://b"}, "http://a.example", "HTTPS_PROXY"),
        ({"HTTPS_PROXY": "http://[fd00::1]:8"}, "http://[fd00::1]:8", "HTTPS_PROXY"),
        ({"HTTPS_PROXY": "http://a.example", "ALL_PROXY": "socks5://b"}, "http://a.example", "HTTPS_PROXY"),
        ({"https_proxy": "", "HTTPS_PROXY": "http://a.example"}, None, None),
        ({"HTTP_PROXY": "http://a.example"}, None, None),
        ({}, None, None),
    ],
)  # fmt: skip
def test_the_proxy_for_https(environment: dict[str, str], url: str | None, variable: str | None) -> None:
    proxy = proxy_of(environment)
    assert (proxy.url if proxy else None, proxy.variable if proxy else None) == (url, variable)
    assert "example" not in repr(proxy)


@pytest.mark.parametrize("name", ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy"])
@pytest.mark.parametrize(
    "text",
    ["foo://pw-7", "http://", "http://h:pw-7", "http://[::1", "http://h:99999", "a b", "http://h\x01", "ü"],
)
def test_a_variable_that_names_no_proxy_is_named(name: str, text: str) -> None:
    with pytest.raises(UsageError, match=f"^The proxy that {name} names cannot be used") as refused:
        proxy_of({name: text})
    assert "pw-7" not in refused.value.message + refused.value.hint


def test_white_space_names_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", " ")
    assert proxy_of() is None


def test_socks_is_not_spoken() -> None:
    with pytest.raises(UsageError, match=r"^The proxy that ALL_PROXY names speaks SOCKS") as refused:
        proxy_of({"ALL_PROXY": "socks5h://kay:pw-7@127.0.0.1:1080"})
    assert "pw-7" not in refused.value.message


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, "http://school.example:3128"),
        ({"HTTPS_PROXY": "http://a.example"}, "http://a.example"),
        ({"https_proxy": ""}, None),
    ],
)
def test_the_proxy_of_the_settings_is_for_where_the_environment_says_nothing(
    environment: dict[str, str], url: str | None
) -> None:
    proxy = proxy_of(environment, usual="school.example:3128")
    assert (proxy.url if proxy else None) == url


@pytest.mark.parametrize("address", ["http://proxy.example:99999", "http://[:::::]:1"])
def test_a_proxy_of_the_settings_that_cannot_be_one_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="the settings file names cannot be used"):
        proxy_of({}, usual=address)
