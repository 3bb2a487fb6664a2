"""`marktui sandbox`: serve the stand-in MIS on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from marktui.sandbox.server import Sandbox

PORT = 8765
FEWEST, MOST, LAST_STEP, LEAVER_YEARS = 10, 100_000, 60, 20


class Impossible(click.ClickException):
    """It cannot be done as things stand; the message says why."""

    exit_code = 2


@click.command()
@click.option(
    "--dialect",
    type=click.Choice(["assembly", "arbor"]),
    default="assembly",
    show_default=True,
    help="Which service to play.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any.")
@click.option("--pupils", type=click.IntRange(FEWEST, MOST), default=420, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other people.")
@click.option(
    "--step", type=click.IntRange(0, LAST_STEP), default=0, show_default=True, help="Where its story begins."
)
@click.option(
    "--leaver-years",
    type=click.IntRange(0, LEAVER_YEARS),
    default=0,
    show_default=True,
    help="For how many former years leavers are listed.",
)
@click.option("--fault", "faults", multiple=True, metavar="NAME", help="Switch a fault on; repeatable.")
@click.option("--list-faults", is_flag=True, help="Show the faults of the dialect and stop.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines for a shell.")
def sandbox(
    dialect: str,
    port: int,
    pupils: int,
    seed: int,
    step: int,
    leaver_years: int,
    faults: tuple[str, ...],
    list_faults: bool,
    as_json: bool,
) -> None:
    """Serve an invented school as a stand-in MIS, on this machine.

    Step 0 is the first state; 1: some leave, start and change class; 2: one returns; 3: September rollover.
    While it runs, POST /_sandbox {"step": 1, "faults": ["short-page"]} moves it on. Ctrl+C ends it.
    """
    if list_faults:
        _show_faults(dialect, as_json)
        return
    _check(faults, dialect)
    play = _open(
        pupils=pupils, seed=seed, step=step, faults=faults, dialect=dialect, leaver_years=leaver_years
    )
    try:
        play.run(port, lambda: _announce(play, dialect, as_json))
    except OSError as problem:
        message = (
            f"Port {port} cannot be used ({problem.strerror}). Choose another with --port, or 0 for any."
        )
        raise Impossible(message) from problem


def _check(faults: tuple[str, ...], dialect: str) -> None:
    from marktui.sandbox.fault import UnknownFault, chosen

    try:
        chosen(faults, dialect)
    except UnknownFault as problem:
        message = f"{problem} See --dialect {dialect} --list-faults."
        raise click.UsageError(message) from problem


def _open(**wanted: Any) -> Sandbox:
    try:
        from marktui.sandbox.server import Sandbox

        return Sandbox(**wanted)
    except ImportError as problem:
        message = "The stand-in MIS needs an extra. Install it with: pip install 'marktui[sandbox]'"
        raise Impossible(message) from problem


def _announce(play: Sandbox, dialect: str, as_json: bool) -> None:
    """Say, in one flushed piece, that it answers and how to connect."""
    if not as_json:
        exports = [f"export {name}={value}" for name, value in play.environment.items()]
        click.echo("\n".join([*exports, play.connect_line]))
        return
    import json

    fact = {
        "dialect": dialect,
        "address": play.address,
        **play.settings,
        "env": play.environment,
        "connect": play.connect_line,
        "step": play.stage.step,
        "faults": list(play.stage.faults),
        "pupils": play.school.pupils,
        "seed": play.school.seed,
    }
    click.echo(json.dumps(fact))


def _show_faults(dialect: str, as_json: bool) -> None:
    from marktui.sandbox.fault import faults_of

    faults = faults_of(dialect)
    if as_json:
        import json

        rows = [{"name": f.name, "does": f.does, "exit": f.exit} for f in faults.values()]
        click.echo(json.dumps(rows))
        return
    width = max(map(len, faults))
    lines = [f"{fault.name:<{width}}  {fault.exit}  {fault.does}" for fault in faults.values()]
    head = f"{'fault':<{width}}  exit of a pupil sync, and what it does"
    click.echo("\n".join([head, *lines]))
