"""`marktui status`: connection, last syncs, counts and what waits, without the network."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import assert_never

import click

from marktui.cli.shared.session import open_session, run_at_once
from marktui.cli.terminal.output import GLYPHS, print_json
from marktui.cli.terminal.table import Giving, table_lines, terminal_width
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.sync.history.status import Cause, StatusReport, Waiting
from marktui.sync.session import Session
from marktui.wording.connection import connected_school, end_words
from marktui.wording.dates import ago
from marktui.wording.next_command import next_command


@click.command()
@click.option("--wide", is_flag=True, help="Add pictures of the data: last syncs, years, classes, leavers.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def status(hub: str | None, wide: bool, as_json: bool) -> None:
    """Show connection, last syncs, counts, and what waits.

    It never uses the network.
    """
    if wide and as_json:
        raise UsageError("--wide and --json do not go together.", "Leave one of them out.")
    session = open_session(hub)

    async def work() -> tuple[Hub, StatusReport, tuple[Waiting, ...]]:
        held = await session.load()
        return held, *await session.status(held)

    held, report, waits = run_at_once(work())
    if as_json:
        print_json(report)
        return
    _print(held, report, waits, session.now())
    if wide:
        _print_pictures(session, held)
    me = session.actor(held).teacher
    if me is not None and me.id == held.nominee:
        accept = next_command("marktui accounts accept")
        click.echo(f"You are nominated as the Access Coordinator. To accept: {accept}")


def _print_pictures(session: Session, hub: Hub) -> None:
    """Print what panel 6 of the interface draws, in the width of the terminal."""
    # Imported here because it needs the whole history, which the plain status is quick without.
    from marktui.sync.history.overview import overview
    from marktui.wording.drawing.blocks import plain
    from marktui.wording.sync.overview import overview_lines

    data = overview(hub, run_at_once(session.store.history()), session.today)
    click.echo()
    for line in overview_lines(data, terminal_width(), GLYPHS, session.now()):
        click.echo(plain(line))


def _print(hub: Hub, report: StatusReport, waits: Collection[Waiting], now: datetime) -> None:
    click.echo(
        "\n".join((*_head(report, now), "", *_table(report, now), "", *_sentences(hub, report, waits)))
    )


def _head(report: StatusReport, now: datetime) -> Iterator[str]:
    """The school, its connection, and how far the set-up is."""
    centre = report.school["centre_id"]
    yield f"{report.school['name']}{f' {GLYPHS.dot} centre {centre}' if centre else ''}"
    yield _connection(report, now)
    end = report.connection.holds_until if report.connection else None
    if end is not None:
        from marktui.cli.terminal.next_steps import authorise_command

        yield f"{end_words(end, now)} To have the school authorise it: {authorise_command()}"
    if report.set_up.next:
        yield f"Set-up: next is {report.set_up.next.replace('_', ' ')}."


def _table(report: StatusReport, now: datetime) -> Iterator[str]:
    """What each kind counts, and when it was synced."""
    return table_lines(
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
        terminal_width(),
        Giving(cut=("last attempt", "last run"), drop=("last run", "last attempt")),
    )


def _sentences(hub: Hub, report: StatusReport, waits: Collection[Waiting]) -> Iterator[str]:
    """What failed, what waits, and what is to be known besides."""
    yield from (*_failures(report), *_class_sizes(hub, report), *_waiting(waits))
    if report.clock:
        yield report.clock


def _connection(report: StatusReport, now: datetime) -> str:
    one = report.connection
    if one is None:
        from marktui.cli.terminal.next_steps import describe_step
        from marktui.hub.model.next_step import Connect

        return f"Not connected to an MIS. {describe_step(Connect())}"
    age = f", MIS data {ago(one.data_at, now)}" if one.data_at else ""
    school = connected_school(one.school, one.urn, one.site)
    if source := one.settings.get("source"):
        return f"Files: connected to {source}{f' of {school}' if school else ''}{age}."
    return f"Connected to {one.connector.capitalize()}{f' of {school}' if school else ''}{age}."


def _attempt(report: StatusReport, name: str, now: datetime) -> str:
    last = report.last[name]
    return f"{last.outcome}, {ago(last.attempt_at, now)}" if last.attempt_at else "never"


def _failures(report: StatusReport) -> list[str]:
    """Why the last attempts failed, each reason once."""
    failed = (last.message for last in report.last.values() if last.outcome == "failed")
    return [f"Failed: {why}" for why in dict.fromkeys(failed) if why]


def _run(report: StatusReport, name: str, now: datetime) -> str:
    last = report.last[name]
    if not last.run or not last.run_at:
        return ""
    return f"{last.run} ({f'undone by {last.undone_by}' if last.undone_by else ago(last.run_at, now)})"


def _class_sizes(hub: Hub, report: StatusReport) -> list[str]:
    """Why classes look too big, if pupils who have left are still in them."""
    if not report.counts[Kind.PUPIL.plural].desynced:
        return []
    from marktui.hub.model.roster import pupils_in_classes

    inside = pupils_in_classes(hub)
    if not inside.leavers:
        return []
    who = f"{inside.leavers:,} of the {Kind.PUPIL.counted(inside.pupils)} in classes"
    return [f"{who} {'has' if inside.leavers == 1 else 'have'} left: {next_command('marktui list classes')}"]


def _waiting(waits: Collection[Waiting]) -> list[str]:
    """What waits, each with what to do about it."""
    causes = dict.fromkeys(one.cause for one in waits)
    lines = [_what_to_do(cause, [one for one in waits if one.cause is cause]) for cause in causes]
    return lines or ["Nothing waits."]


def _what_to_do(cause: Cause, waits: Collection[Waiting]) -> str:
    from marktui.wording.sync.waiting import waiting_words  # here, since often nothing waits

    words = waiting_words(cause, sum(one.number for one in waits))
    match cause:
        case Cause.UNSAVED:
            return f"{words}: read again in the interface to take them over: {next_command('marktui')}"
        case Cause.RESYNC:
            return f"Now re-sync pupils: {next_command('marktui sync pupils')}"
        case Cause.HELD:
            (held,) = waits
            return f"Plan {held.plan} is held for approval. Sync again to see it."
        case Cause.LEAVERS:
            return f"{words}: {next_command('marktui leavers')}"
        case Cause.DUE:
            return f"{words}: {next_command('marktui leavers purge')}"
        case Cause.BACK:
            back = (record_id for one in waits for record_id in one.people)
            return f"{words}: {next_command(' '.join(('marktui leavers cancel', *back)))}"
        case Cause.MAY_MATCH:
            return f"{words}: decide in the interface, or with marktui match."
        case Cause.CLASH:
            return f"{words}: {next_command('marktui sync --dry-run')}"
    assert_never(cause)
