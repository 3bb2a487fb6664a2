"""What an entry of the history did to the records."""

from collections import Counter

from marktui.hub.model.kind import Kind
from marktui.store.file.entry import Do, Entry, RecordChange, What
from marktui.store.file.record_changes import decode_record
from marktui.sync.model.change_counts import COUNT_OF, ChangeCounts, is_only_linked


def entry_changes(entry: Entry, kind: Kind | None = None) -> ChangeCounts:
    """What an entry of the history did.

    Args:
        kind: The kind that is asked for; by default all.
    """
    # Only somebody who was matched is linked, so that a whole school need not be decoded.
    is_run = entry.what is What.RUN
    matched = {one for one in entry.kinds if is_run and entry.counts_of(one).matched}
    changes = [one for one in entry.changes if kind is None or one.kind is kind]
    linked = sum(_only_links(one) for one in changes if one.kind in matched) if matched else 0
    done = Counter(one.do for one in changes)
    done[Do.UPDATE] -= linked
    return ChangeCounts(linked=linked, **{COUNT_OF[do]: number for do, number in done.items()})


def _only_links(change: RecordChange) -> bool:
    if change.do is not Do.UPDATE:
        return False
    before, after = (decode_record(change.kind, one) for one in (change.before, change.after))
    return is_only_linked(before, after)
