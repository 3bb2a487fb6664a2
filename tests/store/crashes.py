"""What a disk may hold after a power cut: every step so far, less what had not been made to last."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations
from pathlib import Path

from .recording_disk import FOLDER, Cut, FolderSynced, Named, RecordingDisk, Step, Synced, Volume, Written

_MOST_LOOSE = 4
"""Of up to so many loose steps every selection is lost in turn; of more, each singly and all of them."""

Content = frozenset[tuple[Path, bytes | None]]
"""The files of a folder by their path in it; a folder's content is None."""


class Crash:
    """One moment of an operation, and one way for the power to go at that moment.

    Args:
        done: The steps that were done.
        left: What of them the disk has kept.
    """

    def __init__(self, done: int, left: Iterable[Step]) -> None:
        self.done = done
        self.steps = tuple(left)

    def content(self, before: Volume, root: Path) -> Content:
        """What is under a folder when the power is back."""
        volume = Volume()
        volume.names, volume.files = dict(before.names), dict(before.files)
        for step in self.steps:
            volume.do(step)
        return frozenset(
            (path.relative_to(root), None if file == FOLDER else volume.files.get(file, b""))
            for path, file in volume.names.items()
            if all(one in volume.names for one in path.parents if one.is_relative_to(root) and one != root)
        )


def crashes(disk: RecordingDisk) -> Iterator[Crash]:
    """Every crash that the steps of a disk allow."""
    for done in range(len(disk.steps) + 1):
        steps = disk.steps[:done]
        loose = [place for place in range(done) if _is_loose(steps, place)]
        for lost in _selections(loose):
            yield Crash(done, (step for place, step in enumerate(steps) if place not in lost))
        yield from _torn(steps, loose)


def lay(content: Content, folder: Path) -> None:
    """Make a folder that holds just that."""
    folder.mkdir(mode=0o700)
    for path, held in sorted(content, key=lambda one: one[0]):
        if held is None:
            (folder / path).mkdir(mode=0o700)
        else:
            (folder / path).write_bytes(held)
            (folder / path).chmod(0o600)


def _is_loose(steps: Sequence[Step], place: int) -> bool:
    """Whether a step had not been made to last by those after it."""
    step = steps[place]
    if isinstance(step, Named):
        return FolderSynced(step.folder) not in steps[place:]
    return isinstance(step, Written | Cut) and Synced(step.file) not in steps[place:]


def _selections(loose: Sequence[int]) -> Iterator[frozenset[int]]:
    sizes = range(len(loose) + 1) if len(loose) <= _MOST_LOOSE else (0, 1, len(loose))
    return map(frozenset, chain.from_iterable(combinations(loose, size) for size in sizes))


def _torn(steps: Sequence[Step], loose: Sequence[int]) -> Iterator[Crash]:
    """The last write that may be lost is there in part, or its end is zeros; the rest is there, or lost."""
    place = max((one for one in loose if isinstance(steps[one], Written)), default=None)
    if place is None:
        return
    whole = steps[place]
    assert isinstance(whole, Written)
    for part in _parts(whole.content):
        torn = Written(whole.file, whole.at, part)
        yield Crash(len(steps), (torn if at == place else step for at, step in enumerate(steps)))
        kept = (
            torn if at == place else step for at, step in enumerate(steps) if at not in loose or at == place
        )
        yield Crash(len(steps), kept)


def _parts(content: bytes) -> Iterator[bytes]:
    size = len(content)
    for cut in sorted({1, 24, 34, *(size * part // 8 for part in range(1, 8)), size - 2, size - 1}):
        if 0 < cut < size:
            yield content[:cut]
            yield content[:cut].ljust(size, b"\0")
    yield bytes(size)
