"""`marktui sandbox --files DIR`: the stand-in school as files."""

import json
from pathlib import Path

import click

from marktui.hub.model.errors import UsageError
from marktui.sandbox.files.scene import Scene
from marktui.sandbox.files.write import write_school
from marktui.sandbox.school import School


def write_files(
    folder: str,
    faults: tuple[str, ...],
    *,
    as_json: bool,
    step: int,
    pupils: int,
    seed: int,
    leaver_years: int,
    phase: str | None,
    name: str | None,
) -> None:
    """Write the school of a step into a folder, and say which files there are.

    Raises:
        UsageError: The folder cannot be written.
    """
    school = School(pupils, seed, leaver_years=leaver_years, phase=phase, name=name)
    try:
        paths = write_school(Path(folder), Scene(school, step), faults)
    except OSError as problem:
        raise UsageError(
            f"{folder} cannot be written ({problem.strerror}).", "Choose another folder."
        ) from problem
    if as_json:
        click.echo(json.dumps({"school": school.name, "step": step, "files": [str(path) for path in paths]}))
        return
    for path in paths:
        click.echo(path)
    click.echo(f"To read one format: marktui connect files {Path(folder) / 'arbor'}")
