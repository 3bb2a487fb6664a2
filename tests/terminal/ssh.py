"""An OpenSSH server of the tests' own on loopback: a free port, throwaway keys, nothing of the system's."""

import getpass
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from connectors.browser import free_port
from patience import wait_until

from .tmux import Terminal

_SERVER = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
_CONFIG = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
PrintLastLog no
"""


class SshServer:
    """An OpenSSH server that lets in the login of the tests alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Serve while the block runs; the test is skipped, with the reason, where that cannot be."""
        for program in ("ssh", "ssh-keygen"):
            if shutil.which(program) is None:
                pytest.skip(f"{program} is not installed")
        if _SERVER is None:
            pytest.skip("sshd is not installed")
        for name in ("host_key", "key"):
            words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self._folder / name)]
            subprocess.run(words, check=True)
        config, log = self._folder / "sshd_config", self._folder / "sshd.log"
        config.write_text(_CONFIG.format(port=self._port, folder=self._folder))
        if os.getuid() == 0:
            # Where the system's own server never ran, this folder of its is missing.
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        with log.open("wb") as written:
            server = subprocess.Popen([_SERVER, "-D", "-e", "-f", str(config)], stderr=written)
        try:
            wait_until(lambda: server.poll() is not None or self._answers())
            reached = subprocess.run([*self._client(), "true"], capture_output=True, check=False)
            if reached.returncode != 0:
                pytest.skip(f"sshd lets nobody in here: {log.read_text().strip().splitlines()[-1:]}")
            yield
        finally:
            server.terminate()
            server.wait()

    def log_in(self, terminal: Terminal, environment: Mapping[str, str]) -> None:
        """Log in to a shell with this environment and nothing else."""
        pairs = (f"{name}={value}" for name, value in environment.items())
        shell = ["env", "-i", *pairs, "PS1='there> '", "bash", "--norc", "-i"]
        here = {name: os.environ[name] for name in ("HOME", "PATH")} | {"TERM": "screen-256color"}
        terminal.start([*self._client("-tt"), " ".join(shell)], here)
        terminal.sees("there>")

    def _client(self, *options: str) -> list[str]:
        given = ("StrictHostKeyChecking=no", f"UserKnownHostsFile={self._folder}/known", "LogLevel=ERROR")
        words = ["ssh", "-F", "none", "-i", str(self._folder / "key"), "-p", str(self._port), *options]
        return [*words, *(f"-o{one}" for one in given), f"{getpass.getuser()}@127.0.0.1"]

    def _answers(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self._port)) == 0
