"""What a redirect address can be, and what comes back by it."""

import pytest

from marktui.connectors.assembly.consent.redirect import pasted, redirect_of, returned_in
from marktui.hub.model.errors import UsageError

USUAL = "http://localhost:4567/auth/assembly/callback"


@pytest.mark.parametrize(
    ("address", "loopback", "hosts"),
    [
        (USUAL, ("127.0.0.1", "::1"), ("localhost:4567",)),
        ("http://127.0.0.1:5000/assembly-auth", ("127.0.0.1",), ("127.0.0.1:5000",)),
        ("http://[::1]:5000/cb", ("::1",), ("[::1]:5000",)),
        ("http://127.9.8.7:5000/cb", ("127.9.8.7",), ("127.9.8.7:5000",)),
        ("http://LOCALHOST/cb", ("127.0.0.1", "::1"), ("localhost:80", "localhost")),
        ("https://localhost:4567/cb", (), ("localhost:4567",)),
        ("https://school.example/back", (), ("school.example:443", "school.example")),
        ("http://192.0.2.7:4567/cb", (), ("192.0.2.7:4567",)),
        ("http://localhost.school.example:4567/cb", (), ("localhost.school.example:4567",)),
        ("http://0.0.0.0:4567/cb", (), ("0.0.0.0:4567",)),
    ],
)
def test_where_one_can_wait(address: str, loopback: tuple[str, ...], hosts: tuple[str, ...]) -> None:
    redirect = redirect_of(f" {address} ")
    assert (redirect.address, redirect.loopback, redirect.hosts) == (address, loopback, hosts)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "localhost:4567/cb",
        "ftp://localhost/cb",
        "http://localhost:99999/cb",
        "http://localhost:0/cb",
        "http://localhost:4567/cb#part",
        "http://somebody:secret-word@localhost:4567/cb",
        "http://[::1/cb",
        "http://localhost:4567/c b",
        "http://schööl.example/cb",
    ],
)
def test_what_no_application_is_registered_with(address: str) -> None:
    with pytest.raises(UsageError) as no:
        redirect_of(address)
    assert "secret-word" not in no.value.message
    assert USUAL in no.value.hint


@pytest.mark.parametrize(
    ("text", "code", "state"),
    [
        (f"{USUAL}?code=abc&state=s1", "abc", "s1"),
        (f"  '{USUAL}?state=s1&code=abc'\r\n", "abc", "s1"),
        (f"<{USUAL}?code=a%2Fb%3D%3D&state=s1#top>", "a/b==", "s1"),
        ("localhost:4567/auth/assembly/callback?code=abc&state=s1", "abc", "s1"),
        ("https://localhost:4567/auth/assembly/callback?code=abc&state=s1", "abc", "s1"),
        ("http://LOCALHOST:4567/auth/assembly/callback?code=abc", "abc", None),
        ("/auth/assembly/callback?code=abc&state=s1", "abc", "s1"),
        ("?code=abc&state=s1", "abc", "s1"),
        ("code=abc&state=s1", "abc", "s1"),
    ],
)
def test_an_address_is_read_however_it_is_pasted(text: str, code: str, state: str | None) -> None:
    returned = pasted(text, redirect_of(USUAL))
    assert (returned.code, returned.state, returned.is_bare) == (code, state, False)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("abc", "abc"),
        (" abc-_.~123 \n", "abc-_.~123"),
        ("YWJj==", "YWJj=="),
        ("a%2Fb", "a/b"),
        ('"eyJhbGciOi.eyJz.c2ln"', "eyJhbGciOi.eyJz.c2ln"),
    ],
)
def test_a_code_may_be_pasted_alone(text: str, code: str) -> None:
    returned = pasted(text, redirect_of(USUAL))
    assert (returned.code, returned.state, returned.is_bare) == (code, None, True)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Nothing was pasted"),
        ("   \n", "Nothing was pasted"),
        ("two words", "neither an address nor a code"),
        ("käse", "neither an address nor a code"),
        ("x" * 5000, "neither an address nor a code"),
        (USUAL, "holds no code"),
        (f"{USUAL}?state=s1", "holds no code"),
        (f"{USUAL}?code=secret-1&code=secret-2", "cannot be read"),
        (f"{USUAL}?code=secret%201", "cannot be read"),
        (f"{USUAL}?code=&state=s1", "cannot be read"),
        ("http://localhost:4568/auth/assembly/callback?code=secret-1", "localhost:4568/auth"),
        ("http://localhost:4567/other?code=secret-1", "localhost:4567/other"),
        ("http://school.example:4567/auth/assembly/callback?code=secret-1", "school.example:4567"),
        ("/other?code=secret-1", "localhost:4567/other"),
        ("http://[::1?code=secret-1", "cannot be read"),
        ("https://platform.assembly.education/oauth/authorize?client_id=a&state=b", "platform.assembly"),
        (f"{USUAL}?" + "&".join(f"a{n}=1" for n in range(30)) + "&code=secret-1", "cannot be read"),
    ],
)
def test_what_is_no_answer_is_told_and_not_repeated(text: str, says: str) -> None:
    with pytest.raises(UsageError) as no:
        pasted(text, redirect_of(USUAL))
    assert says in no.value.message
    assert "secret" not in no.value.message + no.value.hint


@pytest.mark.parametrize("query", ["code=a&code=b", "state=a&state=b", "code=%00", "code=a%0d%0ab", "code=ä"])
def test_an_odd_query_is_no_answer(query: str) -> None:
    with pytest.raises(ValueError, match=r"twice|no code"):
        returned_in(query)


def test_nothing_that_comes_back_is_shown() -> None:
    assert "abc" not in repr(returned_in("code=abc&state=abc"))
