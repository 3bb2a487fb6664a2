"""`marktui status`: connection, last syncs, counts and what waits, without the network."""

from datetime import date, datetime

import click

from marktui.cli.shared.session import open_session, run_at_once
from marktui.cli.terminal.next_steps import authorise_command, describe_step
from marktui.cli.terminal.output import print_json, print_table
from marktui.hub.leavers.decisions import back_in_mis, due_for_purge
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import Connect
from marktui.hub.model.roster import class_membership
from marktui.hub.model.time import local_day
from marktui.sync.history.status import Cause, StatusReport
from marktui.wording.connection import connected_school
from marktui.wording.dates import ago
from marktui.wording.expiry import end_words
from marktui.wording.next_command import next_command
from marktui.wording.waiting import waiting_words


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def status(hub: str | None, as_json: bool) -> None:
    """Show connection, last syncs, counts, and what waits.

    It never uses the network.
    """
    session = open_session(hub)

    async def work() -> tuple[Hub, StatusReport]:
        held = await session.load()
        return held, await session.status(held)

    held, report = run_at_once(work())
    if as_json:
        print_json(report)
        return
    _print(held, report, session.now())
    me = session.actor(held).teacher
    if me is not None and me.id == held.nominee:
        accept = next_command("marktui accounts accept")
        click.echo(f"You are nominated as the Access Coordinator. To accept: {accept}")


def _print(hub: Hub, report: StatusReport, now: datetime) -> None:
    centre = report.school["centre_id"]
    click.echo(f"{report.school['name']}{f' · centre {centre}' if centre else ''}")
    click.echo(_connection(report, now))
    end = report.connection.holds_until if report.connection else None
    if end is not None:
        click.echo(f"{end_words(end, now)} To have the school authorise it: {authorise_command()}")
    if report.set_up.next:
        click.echo(f"Set-up: next is {report.set_up.next.replace('_', ' ')}.")
    click.echo()
    print_table(
        ("", "synced", "de-synced", "not linked", "last attempt", "last run"),
        [
            (
                name.replace("_", " ").capitalize(),
                numbers.synced,
                numbers.desynced,
                numbers.not_linked,
                _attempt(report, name, now),
                _run(report, name, now),
            )
            for name, numbers in report.counts.items()
        ],
    )
    click.echo()
    for sentence in (*_class_sizes(hub), *_waiting(hub, report, local_day(now))):
        click.echo(sentence)
    if report.clock:
        click.echo(report.clock)


def _connection(report: StatusReport, now: datetime) -> str:
    one = report.connection
    if one is None:
        return f"Not connected to an MIS. {describe_step(Connect())}"
    age = f", MIS data {ago(one.data_at, now)}" if one.data_at else ""
    school = connected_school(one.school, one.urn, one.site)
    return f"Connected to {one.connector.capitalize()}{f' of {school}' if school else ''}{age}."


def _attempt(report: StatusReport, name: str, now: datetime) -> str:
    last = report.last[name]
    return f"{last.outcome}, {ago(last.attempt_at, now)}" if last.attempt_at else "never"


def _run(report: StatusReport, name: str, now: datetime) -> str:
    last = report.last[name]
    return f"{last.run} ({ago(last.run_at, now)})" if last.run and last.run_at else ""


def _class_sizes(hub: Hub) -> list[str]:
    """Why classes look too big, if pupils who have left are still in them."""
    classes = class_membership(hub).values()
    left = sum(one.leavers for one in classes)
    if not left:
        return []
    who = f"{left:,} of the {Kind.PUPIL.counted(sum(one.pupils for one in classes))} in classes"
    return [f"{who} {'has' if left == 1 else 'have'} left: {next_command('marktui list classes')}"]


def _waiting(hub: Hub, report: StatusReport, today: date) -> list[str]:
    """What waits, each with what to do about it."""
    waits, back = report.waiting, [one.id for one in back_in_mis(hub)]
    counts = (
        (Cause.MAY_MATCH, waits.may_match, "decide in the interface, or with marktui match."),
        (Cause.CLASH, waits.clash, next_command("marktui sync --dry-run")),
        (Cause.LEAVERS, waits.leavers, next_command("marktui leavers")),
        (Cause.DUE, len(due_for_purge(hub, today)), next_command("marktui leavers purge")),
        (Cause.BACK, len(back), next_command(" ".join(("marktui leavers cancel", *back)))),
    )
    lines = [f"{waiting_words(cause, number)}: {todo}" for cause, number, todo in counts if number]
    if waits.held:
        lines.append(f"Plan {waits.held} is held for approval. Sync again to see it.")
    if waits.resync_pupils:
        lines.append(f"Now re-sync pupils: {next_command('marktui sync pupils')}")
    return lines or ["Nothing waits."]
