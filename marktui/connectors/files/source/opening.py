"""Everything that a source holds, in memory, before any of it is understood."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from msgspec import structs

from marktui.connectors.files.roster import FileContent
from marktui.connectors.files.source.archive import is_zip, unpacked
from marktui.connectors.files.source.disk import files_at, read_file
from marktui.connectors.files.source.errors import ALTOGETHER, LARGEST, too_big, too_much
from marktui.hub.model.text import clean


def read_paths(paths: Iterable[str], said: Mapping[str, str] = MappingProxyType({})) -> list[FileContent]:
    """The files at paths, each once. It waits for the disk.

    Args:
        said: Who is in a file, as a person said, by its path.
    """
    read: dict[Path, FileContent] = {}
    left = ALTOGETHER
    named = dict.fromkeys(map(Path, paths))
    for path in chain.from_iterable(map(files_at, named)):
        if path in read:
            continue
        file = read_file(path)
        left -= len(file.content)
        if left < 0:
            raise too_much()
        read[path] = structs.replace(
            file,
            contents=said.get(str(path), ""),
            place=str(path),
            within=clean(path.parent.name),
            is_found=path not in named,
        )
    return list(read.values())


def opened(files: Sequence[FileContent]) -> tuple[FileContent, ...]:
    """The files, with the exports of a zip in its place; each has a name of its own."""
    members = list(_members(files))
    if sum(len(file.content) for file in members) > ALTOGETHER:
        raise too_much()
    return tuple(_named_apart(members))


def digest_of(files: Iterable[FileContent]) -> str:
    """What tells the content of files from any other, byte for byte; their names and order do not count."""
    each = sorted(hashlib.sha256(file.content).digest() for file in files)
    return hashlib.sha256(b"".join(each)).hexdigest()[:16]


def _members(files: Iterable[FileContent]) -> Iterator[FileContent]:
    for file in files:
        if len(file.content) > LARGEST:
            raise too_big(file.name)
        if is_zip(file):
            yield from unpacked(file)
        else:
            yield file


def _named_apart(files: Sequence[FileContent]) -> Iterator[FileContent]:
    """The files; one whose name comes again is named with its folder or zip, and with a number if need be."""
    names = Counter(file.name for file in files)
    times: Counter[str] = Counter()
    for file in files:
        name = f"{file.within}/{file.name}" if names[file.name] > 1 and file.within else file.name
        times[name] += 1
        yield structs.replace(file, name=name if times[name] == 1 else f"{name} ({times[name]})")
