"""One stand-in MIS and one synced hub for all; each test works on a copy of its own."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from stand_in import at_its_start, served_sandbox

from marktui.sandbox.server import Sandbox

from .background import Background
from .numbered_mis import NumberedMis, asked_quickly
from .school import School

PUPILS = 180


@pytest.fixture(scope="session", autouse=True)
def no_hub_of_the_developer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the developer's hub and secrets out."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("MARKTUI_")]:
            patch.delenv(name)
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session")
def served() -> Iterator[Sandbox]:
    with served_sandbox(PUPILS) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(served: Sandbox) -> Sandbox:
    """The stand-in at step 0, without faults or a past."""
    return at_its_start(served)


@pytest.fixture(scope="session")
def template(served: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> School:
    """A hub that was synced whole at step 0."""
    served.move(0, [])
    school = School(tmp_path_factory.mktemp("template") / "hub", served)
    school.init().ended(0)
    school.connect().ended(0)
    school.sync("all", "--import-teachers", "all").ended(0)
    return school


@pytest.fixture
def new_school(sandbox: Sandbox, tmp_path: Path) -> School:
    """A school without a hub."""
    return School(tmp_path / "hub", sandbox)


@pytest.fixture
def school(sandbox: Sandbox, template: School, tmp_path: Path) -> School:
    """A school that was synced whole at step 0."""
    return template.copy(tmp_path / "hub")


@pytest.fixture(scope="session", params=["assembly", "arbor"])
def after_leaving(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[School]:
    """A hub whose second run found 13 pupils who have left; with either service."""
    sandbox = Sandbox(PUPILS, dialect=request.param)
    with sandbox.serve():
        school = School(tmp_path_factory.mktemp(request.param) / "hub", sandbox)
        school.init().ended(0)
        school.connect().ended(0)
        school.sync("all", "--import-teachers", "all").ended(0)
        sandbox.move(1)
        school.sync("pupils").ended(0)
        yield school


@pytest.fixture
def left_in_either(after_leaving: School, tmp_path: Path) -> School:
    """A school of whose pupils 13 have left, with the stand-in where it was then."""
    after_leaving.sandbox.move(1, [])
    after_leaving.sandbox.reset()
    return after_leaving.copy(tmp_path / "hub")


@pytest.fixture(scope="session")
def numbered_services(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str, int], NumberedMis]]:
    """The numbered MISes that run, by dialect and number of pupils."""
    with ExitStack() as stack:

        @cache
        def serve(dialect: str, pupils: int) -> NumberedMis:
            return stack.enter_context(NumberedMis(dialect, pupils, tmp_path_factory.mktemp("plain")).serve())

        yield serve


@pytest.fixture
def numbered_mis(
    numbered_services: Callable[[str, int], NumberedMis],
) -> Iterator[Callable[..., NumberedMis]]:
    """Gives a numbered MIS of a dialect and a number of pupils, as it was at its start."""

    def give(dialect: str, pupils: int = 60) -> NumberedMis:
        mis = numbered_services(dialect, pupils)
        mis.reset()
        return mis

    with asked_quickly():
        yield give


@pytest.fixture(scope="session")
def background(template: School, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Background]:
    """Everything that takes long, under way."""
    with Background(template, tmp_path_factory.mktemp("background")) as running:
        yield running
