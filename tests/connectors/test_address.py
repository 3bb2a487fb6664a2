"""Credentials go to https and to loopback only."""

import pytest

from marktui.connectors.http.address import checked_address
from marktui.hub.model.errors import UsageError


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://api.assembly.education", "https://api.assembly.education"),
        (" https://mis.example/base/ ", "https://mis.example/base"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.8.8.8", "http://127.8.8.8"),
        ("http://localhost:1/", "http://localhost:1"),
        ("http://[::1]:80", "http://[::1]:80"),
    ],
)
def test_good_addresses(given: str, kept: str) -> None:
    assert checked_address(given) == kept


@pytest.mark.parametrize("address", ["http://mis.example", "http://10.0.0.1", "ftp://mis.example"])
def test_plain_http_elsewhere_is_named(address: str) -> None:
    with pytest.raises(UsageError) as failed:
        checked_address(address)
    assert address in failed.value.message
    assert "loopback" in failed.value.hint


@pytest.mark.parametrize(
    "address",
    [
        "",
        "mis.example",
        "https://",
        "https://mis.example:99999",
        "https://mis .example",
        "https://mis.example/?k=1",
    ],
)
def test_no_address(address: str) -> None:
    with pytest.raises(UsageError):
        checked_address(address)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as failed:
        checked_address("https://admin:hunter2@mis.example")
    assert "hunter2" not in failed.value.message + failed.value.hint
