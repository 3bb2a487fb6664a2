"""A small school to measure with: a hub folder, and the stand-in MIS that it is connected to."""

import subprocess
import sys
from pathlib import Path
from typing import Protocol

from marktui.cli.shared.session import system_login
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Pupil
from marktui.hub.rules.create import new_hub
from marktui.sandbox.server import Sandbox
from marktui.store.disk.disk import DISK
from marktui.store.disk.lock import PATIENCE
from marktui.store.disk.network import MOUNTS
from marktui.store.file.entry import Entry, What
from marktui.store.folder import HubFolder
from marktui.sync.model.scope import EVERYTHING
from marktui.sync.run.events import Proposed
from marktui.sync.session import Session

PUPILS = 10
"""So few that no change between two steps is held, and a sync is quick."""
STEPS = 0, 1
"""Going from one to the other, two or three pupils leave and as many come."""
TYPED_IN = 1_000
"""Pupils whom no MIS knows: they give the hub file the size of a large school's, and change nothing else."""


class Service(Protocol):
    """A stand-in that serves, in this process or in another one."""

    @property
    def address(self) -> str:
        """Where it answers."""

    @property
    def environment(self) -> dict[str, str]:
        """The secrets for it, as variables."""


async def open_hub(folder: Path, service: Service) -> None:
    """Make a hub, connect it, and sync everything once."""
    login = system_login()
    session = Session(folder, login, environment={})
    hub = new_hub(school="Ashgrove", coordinator="Robin Marlow", email="robin@hub.example", login=login)
    await session.store.create(_with_typed_in(hub), Entry(what=What.INIT, at=session.now(), login=login))
    secrets = {
        name.removeprefix("MARKTUI_ASSEMBLY_").lower(): value for name, value in service.environment.items()
    }
    address = service.address
    await session.mis.connect("assembly", {"api_url": address, "auth_url": address}, secrets)
    sync = session.sync(await session.load())
    async for happened in sync.propose(EVERYTHING):
        if isinstance(happened, Proposed):
            async for _ in sync.save(happened.proposal):
                pass


class School:
    """One hub, and the stand-in that it reads; the stand-in must be serving.

    Args:
        folder: The hub folder.
        sandbox: The stand-in.
    """

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.folder = folder
        self.sandbox = sandbox
        self.login = system_login()
        self.files = HubFolder(folder, PATIENCE, DISK, MOUNTS)

    async def open(self) -> None:
        """Make the hub, connect it, and sync everything once."""
        await open_hub(self.folder, self.sandbox)

    def start(self) -> subprocess.Popen[str]:
        """Start a sync of the pupils as a process of its own."""
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "marktui", "--hub", str(self.folder), "sync", "pupils", "--json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def roll(self) -> dict[str, str | None]:
        """Who is on roll in the MIS, by id, each with the name of the class."""
        return {self.sandbox.pupil_id(one.id): one.class_name for one in self.sandbox.truth.roll}


def _with_typed_in(hub: Hub) -> Hub:
    first = hub.next_record
    pupils = [
        Pupil(id=f"p{number:06d}", first_name="Ada", last_name=f"Byron {number}")
        for number in range(first, first + TYPED_IN)
    ]
    return hub.with_records(pupils).with_(next_record=first + TYPED_IN)
