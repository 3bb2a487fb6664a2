"""`marktui sandbox`: serve a stand-in MIS on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from marktui.sandbox.server import Sandbox

PORT = 8765
PHASES = ("primary", "secondary", "all-through")
FEWEST, MOST, LAST_STEP, LEAVER_YEARS = 10, 100_000, 60, 20


class SandboxError(click.ClickException):
    """The sandbox cannot start."""

    exit_code = 2


@click.command()
@click.option(
    "--dialect",
    type=click.Choice(["assembly", "arbor"]),
    default="assembly",
    show_default=True,
    help="Which service to imitate.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0: any free one."
)
@click.option("--pupils", type=click.IntRange(FEWEST, MOST), default=420, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed gives other people.")
@click.option(
    "--step", type=click.IntRange(0, LAST_STEP), default=0, show_default=True, help="The step to begin with."
)
@click.option(
    "--leaver-years",
    type=click.IntRange(0, LEAVER_YEARS),
    default=0,
    show_default=True,
    help="How many years of leavers to list.",
)
@click.option(
    "--phase",
    type=click.Choice(PHASES),
    help="The school's year groups.  [default: primary up to 700 pupils, else all-through]",
)
@click.option("--school", "name", metavar="NAME", help="The school's name.  [default: one for its phase]")
@click.option("--redirect", metavar="ADDRESS", help="The redirect address of the application (assembly).")
@click.option("--auto-approve", is_flag=True, help="Give every consent without a page (assembly).")
@click.option("--fault", "faults", multiple=True, metavar="NAME", help="Switch on a fault; can be repeated.")
@click.option(
    "--delay",
    type=click.IntRange(0, 60_000),
    default=0,
    metavar="MS",
    help="How many milliseconds each answer takes; several are under way side by side.",
)
@click.option(
    "--files",
    "folder",
    metavar="DIR",
    help="Serve nothing: write the school into a folder, as CSV exports, CTF and OneRoster.",
)
@click.option("--list-faults", is_flag=True, help="Only list the faults of the dialect, or of --files.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines for a shell.")
def sandbox(
    dialect: str,
    port: int,
    redirect: str | None,
    auto_approve: bool,
    faults: tuple[str, ...],
    delay: int,
    folder: str | None,
    list_faults: bool,
    as_json: bool,
    **school: Any,
) -> None:
    """Serve an invented school as a stand-in MIS.

    Step 0 is the first state. 1: some leave, start and change class; 2: one returns; 3: September rollover.
    While it runs, POST /_sandbox {"step": 1, "faults": ["short-page"]} moves it on. Ctrl+C stops it.

    With --files DIR it writes the school of that step as files instead, for marktui connect files.
    """
    kind = dialect if folder is None else "files"
    if list_faults:
        _show_faults(kind, as_json)
        return
    _check(faults, kind)
    if folder is not None:
        from marktui.cli.sandbox_files import write_files

        write_files(folder, faults, as_json=as_json, **school)
        return
    play = _open(redirect, auto_approve, faults=faults, dialect=dialect, **school)
    if delay:
        from marktui.sandbox.pace import Pace

        play.slow_down(Pace.far_away(delay / 1000))
    try:
        play.run(port, lambda: _announce(play, dialect, as_json))
    except OSError as problem:
        message = (
            f"Port {port} cannot be used ({problem.strerror}). Choose another with --port, or 0 for any."
        )
        raise SandboxError(message) from problem


def _check(faults: tuple[str, ...], dialect: str) -> None:
    from marktui.sandbox.fault import UnknownFault, chosen

    try:
        chosen(faults, dialect)
    except UnknownFault as problem:
        option = "--files DIR" if dialect == "files" else f"--dialect {dialect}"
        message = f"{problem} See {option} --list-faults."
        raise click.UsageError(message) from problem


def _open(redirect: str | None, auto_approve: bool, **wanted: Any) -> Sandbox:
    try:
        from marktui.sandbox.application import REDIRECT, Application
        from marktui.sandbox.server import Sandbox

        return Sandbox(**wanted, application=Application(redirect or REDIRECT, auto_approve))
    except ImportError as problem:
        message = "The stand-in MIS is not installed. Install it with: pip install 'marktui[sandbox]'"
        raise SandboxError(message) from problem


def _announce(play: Sandbox, dialect: str, as_json: bool) -> None:
    """Print, in one flushed piece, that it is ready and how to connect."""
    if not as_json:
        exports = [f"export {name}={value}" for name, value in play.environment.items()]
        other = [f"# or, with the school's consent: {play.authorise_line}"] if play.authorise_line else []
        click.echo("\n".join([*exports, play.connect_line, *other]))
        return
    import json

    fact = {
        "dialect": dialect,
        "address": play.address,
        **play.settings,
        "env": play.environment,
        "connect": play.connect_line,
        "authorise": play.authorise_line,
        "redirect": play.stage.application.redirect_uri if play.authorise_line else None,
        "school": play.school.name,
        "phase": play.school.phase,
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
