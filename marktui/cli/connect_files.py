"""`marktui connect files`: exports of an MIS as the source of a hub."""

from pathlib import Path

import click

from marktui.cli.shared.connecting import begin, connect_with
from marktui.cli.shared.secret_prompts import given_secrets, with_asked_secrets
from marktui.cli.shared.session import open_session
from marktui.connectors.info import ConnectorInfo
from marktui.connectors.registry import connector_info
from marktui.hub.model.errors import UsageError

_HOW = "Such as: --column 'pupils.upn=Unique No'. The fields are listed in docs/files.md."


@click.command()
@click.argument("places", nargs=-1, metavar="PATH…")
@click.option("--pupils", metavar="FILE", help="A file of pupils, if it does not show that.")
@click.option("--staff", metavar="FILE", help="A file of staff, if it does not show that.")
@click.option(
    "--whole-school", is_flag=True, help="People missing from the files have left, in every later sync too."
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=HEADING",
    help="Read a field, such as pupils.upn, from this column; pupils.upn= reads it from none.",
)
@click.option("--dates", type=click.Choice(["day-first", "month-first"]), help="What 03/04/2016 means.")
@click.option("--grades", type=click.Choice(["uk", "us"]), help="What grade 5 means in OneRoster.")
@click.option(
    "--ids", type=click.Choice(["id", "upn", "admission"]), help="The number that tells pupils apart."
)
@click.option("--org", metavar="NAME", help="The school to read, if the files hold several.")
@click.option("--ca-bundle", metavar="FILE", help="Trust the certificate authorities in this file only.")
@click.option("--keyring/--no-keyring", default=None, help="Where the login of an address is stored.")
@click.option("--yes", is_flag=True, help="Connect even if the files name another school than the hub.")
@click.pass_obj
def files(
    hub: str | None,
    /,
    places: tuple[str, ...],
    pupils: str | None,
    staff: str | None,
    whole_school: bool,
    columns: tuple[str, ...],
    keyring: bool | None,
    yes: bool,
    **said: str | None,
) -> None:
    """Connect to exports of the MIS: CSV, DfE CTF, OneRoster.

    PATH is a folder, a file, a zip, or an https address such as a Live Feed of Arbor; several are one
    school. An address gets MARKTUI_FILES_USERNAME and MARKTUI_FILES_PASSWORD, or asks for them; a second
    one on another server MARKTUI_FILES_USERNAME_2 and MARKTUI_FILES_PASSWORD_2, and so on.

    A file may hold a part of the school, so nobody is de-synced for being missing from it, unless
    --whole-school says otherwise. What is said here is remembered until the hub is connected again.
    """
    session, one = open_session(hub), connector_info("files")
    settings = begin(session, one, said | _settings(places, pupils, staff, columns) | _ticks(whole_school))
    _require_there(settings["source"])
    connect_with(session, one, settings, _login(one, settings), in_keyring=keyring, yes=yes)


def _settings(
    places: tuple[str, ...], pupils: str | None, staff: str | None, columns: tuple[str, ...]
) -> dict[str, str | None]:
    from marktui.connectors.files.readers.choices import with_column
    from marktui.connectors.files.source.places import joined, split, tidy_places

    known = {
        name: tidy_places(joined([_beside(place, places)]))
        for name, place in (("pupils", pupils), ("staff", staff))
        if place
    }
    every = [place for text in known.values() for place in split(text)] + list(places)
    settings: dict[str, str] = dict(known)
    for column in columns:
        field, mark, heading = column.partition("=")
        if not mark or "." not in field:
            raise UsageError(f"--column {column!r} does not name a field and a heading.", _HOW)
        settings = with_column(settings, field.strip(), heading.strip())
    return {**settings, "source": joined(every)}


def _beside(file: str, places: tuple[str, ...]) -> str:
    """A file that is named without a folder is in one of the folders that are named, if it is not here."""
    inside = (str(Path(place) / file) for place in places)
    return file if _is_there(file) else next(filter(_is_there, inside), file)


def _require_there(source: str) -> None:
    """Refuse a path where nothing is."""
    from marktui.connectors.files.source.places import is_address, split

    for place in split(source):
        if not is_address(place) and not _is_there(place):
            raise UsageError(f"There is no file or folder {place}.", "Check the path.")


def _is_there(path: str) -> bool:
    """Whether something is at a path; what cannot be looked at, the reading says."""
    try:
        return Path(path).expanduser().exists()
    except (OSError, RuntimeError, ValueError):
        return True


def _ticks(whole_school: bool) -> dict[str, str | None]:
    return {"whole_school": "yes" if whole_school else None}


def _login(one: ConnectorInfo, settings: dict[str, str]) -> dict[str, str]:
    """The login of each address; files on a disk need none."""
    from marktui.connectors.files.source.logins import asked_names

    asked = asked_names(settings["source"])
    if not asked:
        return {}
    given = given_secrets(one, one.secrets_for(settings))
    return with_asked_secrets(one, given, asked, shown=filter(one.is_in_clear, asked))
