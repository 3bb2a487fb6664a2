"""Checks owners and modes of a hub's files against what the hub says about its sharing."""

import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from msgspec import structs

from marktui.hub.model.next_step import AccountStep, Connect, HubStep
from marktui.store.disk.errors import StoreError
from marktui.store.disk.file_access import is_closed_to_owner, may_read
from marktui.store.disk.ownership import group_name, shared_group
from marktui.store.disk.paths import SECRETS_FILE
from marktui.store.disk.sharing import (
    group_number,
    is_always_private,
    other_files,
    own_paths,
    set_mode,
    wanted_mode,
)
from marktui.store.doctor.finding import Finding
from marktui.store.file.load import load_hub_file
from marktui.store.folder import HubFolder


def check_modes(files: HubFolder) -> Iterator[Finding]:
    """Files that are too open, too closed, or of the wrong owner."""
    name = shared_with(files)
    group = group_number(name) if name is not None else None
    if name is not None and group is None:
        yield Finding(
            sentence=f"The hub is shared with the group {name}, which this machine does not have.",
            advice="Ask the administrator of this machine to make the group again.",
            next=(AccountStep.END_SHARING,),
        )
        return
    others = other_files(files.folder)
    if not others or group is not None:
        yield from _mode(files, files.folder, group)
    elif stat.S_IMODE(files.folder.stat().st_mode) & 0o077:
        yield Finding(
            sentence=f"{files.folder} is open to other logins and holds more than a hub: {others[0]}.",
            grave=False,
            advice="Move everything else to another place, and check again.",
            next=(HubStep.CHECK,),
        )
    for path in list(own_paths(files.folder)):
        yield from _mode(files, path, group)


def shared_with(files: HubFolder) -> str | None:
    """The group that the hub says it is shared with; if it is damaged, the group that its folder says."""
    try:
        return load_hub_file(files.file).shared_with
    except StoreError:
        return shared_group(files.folder)


def _mode(files: HubFolder, path: Path, group: int | None) -> Iterator[Finding]:
    try:
        facts = path.stat() if path == files.folder else path.lstat()
    except FileNotFoundError:
        # It was a temporary file of another process.
        return
    if stat.S_ISLNK(facts.st_mode):
        return
    if group is None and facts.st_uid != os.geteuid():
        yield _of_another_login(path)
        return
    wanted = wanted_mode(path, files.folder, group)
    wrong = _what_is_wrong(path, facts, wanted, group)
    if wrong is not None:
        # A folder that its owner has closed to writing can still be read, perhaps on purpose.
        grave = not is_closed_to_owner(facts) or bool(stat.S_IMODE(facts.st_mode) & 0o077 & ~wanted)
        repair = partial(set_mode, path, files.folder, group, files.disk)
        yield _with_way_out(Finding(sentence=wrong, grave=grave, repair=repair), path, facts, wanted)


def _of_another_login(path: Path) -> Finding:
    sentence = f"{path} belongs to another login."
    if is_always_private(path):
        return Finding(sentence=sentence, advice="Delete it.", next=(Connect(),) if _is_secret(path) else ())
    return Finding(
        sentence=sentence, advice="Let the login that made the hub run this, or give the folder back to it."
    )


def _is_secret(path: Path) -> bool:
    return SECRETS_FILE in path.name


def _with_way_out(finding: Finding, path: Path, facts: os.stat_result, wanted: int) -> Finding:
    """A wrong mode with its repair, or with advice if this login cannot repair it."""
    is_ours = facts.st_uid == os.geteuid()
    if is_ours and not may_read(path):
        # Its mode can be changed safely only through the open file.
        advice = f"Open it to yourself: chmod {wanted:o} {path}."
        return structs.replace(finding, repair=None, advice=advice)
    if is_ours or (stat.S_ISREG(facts.st_mode) and not is_always_private(path)):
        return finding
    return Finding(
        sentence=finding.sentence,
        advice="Let the login that it belongs to repair it.",
        next=(HubStep.REPAIR,),
    )


def _what_is_wrong(path: Path, facts: os.stat_result, wanted: int, group: int | None) -> str | None:
    """What is wrong with mode and group, as a sentence; None if nothing is."""
    mode = stat.S_IMODE(facts.st_mode)
    instead = f"(mode {mode:o} instead of {wanted:o})"
    if mode & 0o077 & ~wanted:
        return f"{path} is open to other logins {instead}."
    if is_closed_to_owner(facts):
        return f"{path} is closed to its owner {instead}."
    if group is None or is_always_private(path):
        return None
    if mode & wanted != wanted:
        return f"{path} is closed to the group {group_name(group)} {instead}."
    if mode != wanted:
        return f"{path} has a mode that keeps others of the group from replacing it {instead}."
    if facts.st_gid != group:
        return f"{path} belongs to the group {group_name(facts.st_gid)} instead of {group_name(group)}."
    return None
