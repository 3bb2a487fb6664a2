"""`marktui doctor`: check the hub, repair it, and write a report for support."""

from collections.abc import Sequence
from textwrap import indent

import click

from marktui.cli.shared.paths import is_standard_output, is_stream, path_of, write_stream
from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.machine import machine
from marktui.cli.terminal.next_steps import with_steps
from marktui.cli.terminal.output import json_document, print_json
from marktui.hub.model.errors import Exit, UsageError
from marktui.store.disk.export import write_private_file
from marktui.store.doctor.doctor import CheckResult
from marktui.sync.session import Session


@click.command()
@click.option("--repair", is_flag=True, help="Repair what can be repaired; what is removed is backed up.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--report", "report", metavar="FILE", help="Write a report for support, - to print it.")
@click.pass_obj
def doctor(hub: str | None, repair: bool, as_json: bool, report: str | None) -> int:
    """Check the hub folder; repair it with --repair.

    It checks files, permissions, records, history, backups and the lock, and changes nothing without
    --repair. It ends with 0 if the hub is sound, with 6 if it is damaged. A report holds versions, settings,
    counts and ids, but no names: you can send it to support.
    """
    session = open_session(hub)
    if report is not None:
        if as_json or repair:
            raise UsageError("--report does not go with --json or --repair.", "Leave them out.")
        return _report(session, report)
    maintenance = session.maintenance
    checked = run_async(maintenance.repair() if repair else maintenance.examine())
    is_sound = not any(one.grave and not one.mended for one in checked)
    if as_json:
        print_json({"sound": is_sound, "findings": [_document(one) for one in checked]})
    else:
        _print(checked)
    if not is_sound:
        # Where standard output goes into a file, the mail of cron is not to be empty.
        click.echo(f"The hub in {session.folder} is not sound.", err=True)
    elif not as_json:
        click.echo(f"The hub in {session.folder} is sound.")
    return int(Exit.DONE if is_sound else Exit.STORE)


def _report(session: Session, to: str) -> int:
    document = {"machine": machine(), **run_async(session.maintenance.report())}
    if is_standard_output(to):
        print_json(document)
    elif is_stream(to):
        write_stream(to, json_document(document, indent=2) + b"\n")
    else:
        path = path_of(to)
        write_private_file(path, json_document(document, indent=2) + b"\n")
        click.echo(f"The report is in {path}. Only you can read it. Look at it before you send it.")
    return int(Exit.DONE)


def _document(checked: CheckResult) -> dict[str, object]:
    return {
        "sentence": checked.sentence,
        "grave": checked.grave,
        "advice": with_steps(checked.advice, checked.next),
        "mended": checked.mended,
    }


def _print(checked: Sequence[CheckResult]) -> None:
    for one in checked:
        sign = "repaired" if one.mended else ("damaged" if one.grave else "note")
        click.echo(f"{sign}: {one.sentence}")
        if advice := with_steps(one.advice, one.next):
            click.echo(indent(advice, "  "))
