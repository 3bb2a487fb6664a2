"""The addresses of schools' own Arbors, `https://SCHOOL.uk.arbor.sc`, all of them played by one stand-in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marktui.sandbox.server import Sandbox

from .certificate_authority import Authority, beside, proxy_to


@contextmanager
def arbor_hosts(folder: Path, sandbox: Sandbox) -> Iterator[dict[str, str]]:
    """The environment in which a proxy and a certificate authority lead those addresses to the stand-in."""
    authority = Authority(folder / "authority", "localhost", "*.uk.arbor.sc")
    with authority.serving(sandbox.address) as front:
        port = int(front.rpartition(":")[2])
        with beside(lambda: proxy_to(port)) as proxy:
            trust = {"SSL_CERT_FILE": str(authority.file)}
            yield trust | {"HTTPS_PROXY": proxy, "https_proxy": proxy, "NO_PROXY": "", "no_proxy": ""}
