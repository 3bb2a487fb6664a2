"""What an entry of the history did to the records."""

from marktui.hub.model.kind import Kind
from marktui.store.file.entry import Do, Entry, RecordChange, What
from marktui.store.file.record_changes import decode_record
from marktui.sync.model.change_counts import COUNT_OF, ChangeCounts, counted, is_only_linked


def entry_changes(entry: Entry, kind: Kind | None = None) -> ChangeCounts:
    """What an entry of the history did.

    Args:
        kind: The kind that is asked for; by default all.
    """
    # Only somebody who was matched is linked, so that a whole school need not be decoded.
    is_run = entry.what is What.RUN
    matched = {one for one in entry.kinds if is_run and entry.counts_of(one).matched}
    changes = [one for one in entry.changes if kind in (None, one.kind)]
    return counted(_name(one, may_link=one.kind in matched) for one in changes)


def _name(change: RecordChange, *, may_link: bool) -> str:
    if may_link and change.do is Do.UPDATE:
        before, after = (decode_record(change.kind, one) for one in (change.before, change.after))
        if is_only_linked(before, after):
            return "linked"
    return COUNT_OF[change.do]
