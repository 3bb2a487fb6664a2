"""Files that hold the same pupils under the same headings: an export and an older copy of it, most likely."""

from collections import Counter
from collections.abc import Iterator, Sequence

from marktui.connectors.files.readers.people.draft import Draft
from marktui.connectors.files.readers.people.reading import Reading
from marktui.hub.model.text import counted


def copy_messages(readings: Sequence[Reading]) -> Iterator[str]:
    """A sentence for each file that holds mostly pupils of another one."""
    headings = {name: its for one in readings for name, its in one.headings.items()}
    if len(set(headings.values())) == len(headings):
        return
    holders: dict[object, str] = {}
    shared: Counter[tuple[str, str]] = Counter()
    sizes: Counter[str] = Counter()
    for draft in (draft for one in readings for draft in one.pupils):
        sizes[draft.file] += 1
        first = holders.setdefault((headings.get(draft.file), _numbers(draft)), draft.file)
        shared[first, draft.file] += first != draft.file
    for (first, other), number in shared.items():
        if 2 * number > sizes[other]:
            yield (
                f"{counted(number, 'row')} of {other} are of pupils whom {first} has too, under the same "
                "headings. If one of them is an older copy, remove it: people who have left are still in it."
            )


def _numbers(draft: Draft) -> tuple[object, ...]:
    return draft.number, draft.upn, draft.admission, draft.first, draft.last
