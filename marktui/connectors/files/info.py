"""What is known of files before any is opened."""

from collections.abc import Mapping
from datetime import date

from marktui.connectors.base import Connector, Notify, Secrets
from marktui.connectors.files.readers.choices import AGREED, Setting
from marktui.connectors.info import CA_BUNDLE, Address, ConnectorInfo, Tick
from marktui.hub.settings.network import Network


def _open(
    settings: Mapping[str, str], secrets: Secrets, today: date, notify: Notify, network: Network
) -> Connector:
    from marktui.connectors.files.connector import Files

    return Files(settings, secrets, today=today, notify=notify, network=network)


def _tidy_places(text: str) -> str:
    from marktui.connectors.files.source.places import tidy_places

    return tidy_places(text)


def _secret_names(settings: Mapping[str, str]) -> tuple[str, ...]:
    from marktui.connectors.files.source.logins import secret_names

    return secret_names(settings.get("source", ""))


READ_BY = tuple(one.value for one in Setting)
"""The settings that say how files are read."""

FILES = ConnectorInfo(
    name="files",
    title="Files",
    open=_open,
    secrets=("username", "password"),
    secrets_of=_secret_names,
    needed=(),
    words={"username": "username, for an address", "password": "password, for an address"},
    addresses=(
        Address(
            "source",
            "Folder or files",
            missing="No files are given.",
            hint="Give the folder with the exports of the MIS, the files, a zip, or an https address.",
            example="/srv/exports  or  pupils.csv staff.csv",
        ),
    ),
    ticks=(
        Tick(
            "whole_school",
            "They hold the whole school: people missing from them have left",
            "Whole school",
            "not said: nobody is de-synced for being missing",
        ),
    ),
    options=("pupils", "staff", *READ_BY, AGREED, CA_BUNDLE),
    without_secrets=frozenset({"whole_school", "pupils", "staff", *READ_BY}),
    question="Choose files",
    about="Exports of any MIS: CSV, DfE CTF or OneRoster. No account is needed.",
    reads_disk=True,
    tidy_address=_tidy_places,
    set_up=(
        "Export pupils, and staff if you like, from the MIS: as CSV with headings, as a Common Transfer File "
        "(CTF), or as OneRoster.",
        "An address, such as a Live Feed of Arbor, needs the username and password of its feed.",
    ),
    revoke="The files are still where they were: delete them if nobody needs them any more.",
    in_clear=("username",),
    has_headings=True,
    is_address_first=True,
)
