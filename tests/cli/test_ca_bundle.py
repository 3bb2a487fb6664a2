"""A school behind a web filter names the authority that vouches for it, once, for one connection."""

import shutil
from pathlib import Path

import certifi
import pytest
from connectors.certificate_authority import Authority

from .process import set_environment
from .result import Said
from .school import School

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="no openssl to make certificates with"
)


def connect(school: School, address: str, *words: str) -> Said:
    with set_environment(school.sandbox.environment):
        return school.run("connect", "assembly", "--api-url", address, "--auth-url", address, *words)


def test_a_bundle_is_kept_with_the_connection(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path / "authority")
    monkeypatch.chdir(tmp_path)
    with authority.serving(school.sandbox.address) as address:
        before = school.files
        refused = connect(school, address).ended(5)
        assert "certificate of localhost cannot be verified" in refused.err
        assert "--ca-bundle FILE" in refused.err
        missing = connect(school, address, "--ca-bundle", "no.pem").ended(2)
        assert f"The certificate authorities in {tmp_path}/no.pem cannot be used" in missing.err
        assert (school.files, school.sandbox.requests) == (before, [])
        connect(school, address, "--ca-bundle", "authority/cert.pem").ended(0)
        assert school.status()["connection"]["settings"]["ca_bundle"] == str(authority.file)
        monkeypatch.chdir("/")
        school.sync("pupils").ended(0)
        authority.file.rename(tmp_path / "elsewhere")
        school.sandbox.reset()
        gone = school.sync("pupils", "--json").ended(2)
        assert str(authority.file) in gone.error["message"]
        assert school.sandbox.requests == []
        with set_environment({"SSL_CERT_FILE": str(tmp_path / "elsewhere")}):
            connect(school, address).ended(0)
            school.sync("pupils").ended(0)


def test_the_settings_can_name_the_authorities_for_every_connection(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path / "authority")
    (tmp_path / "config.toml").write_text(f'network.ca_bundle = "{authority.file}"\n')
    monkeypatch.setenv("MARKTUI_CONFIG", str(tmp_path / "config.toml"))
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    with authority.serving(school.sandbox.address) as address:
        connect(school, address).ended(0)
        assert "ca_bundle" not in school.status()["connection"]["settings"]
        # The environment goes before the file.
        monkeypatch.setenv("SSL_CERT_FILE", certifi.where())
        assert "cannot be verified" in school.sync("pupils").ended(5).err
        monkeypatch.delenv("SSL_CERT_FILE")
        (tmp_path / "config.toml").write_text('network.ca_bundle = "~nobody-here/ca.pem"\n')
        assert "which the settings file names, cannot be used" in school.sync("pupils").ended(2).err
