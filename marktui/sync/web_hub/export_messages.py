"""What a person should know of an export for the web hub, and do before or after the upload."""

from collections.abc import Iterator, Sequence

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil
from marktui.hub.model.text import FEW, enumerated
from marktui.hub.web_hub.columns import Layout
from marktui.sync.web_hub.export_plan import EDIT, ExportRow


def export_messages(
    layout: Layout,
    rows: Sequence[ExportRow],
    waiting: Sequence[Pupil],
    granted: Sequence[Pupil],
    *,
    is_first: bool,
) -> Iterator[str]:
    """Sentences about an export.

    Args:
        waiting: The pupils that the web hub has under a User ID that is not known.
        granted: The pupils who are written and are without access there.
        is_first: Whether nothing is known of the web hub yet.
    """
    if waiting:
        yield _waiting_words(waiting)
    if is_first and rows:
        yield (
            "No pupil here has a User ID of the web hub yet. If it has pupils already, import its Export CSV "
            "first; else each of them is added a second time."
        )
    if granted:
        names = enumerated((one.label for one in granted), FEW)
        yield f"Grant access again in the web hub, under Without access: {names}."
    yield from _about_columns(layout, [one for one in rows if not one.carried])


def _waiting_words(waiting: Sequence[Pupil]) -> str:
    were = "was" if len(waiting) == 1 else "were"
    who = enumerated((f"{one.label} ({one.id})" for one in waiting), FEW)
    return (
        f"{Kind.PUPIL.counted(len(waiting))} {were} added to the web hub before, and the User ID is not "
        f"known here: {who}. Import the web hub's Export CSV, then export again. If that file was never "
        "uploaded, undo its export."
    )


def _about_columns(layout: Layout, bare: Sequence[ExportRow]) -> Iterator[str]:
    """About the columns that marktui does not know.

    Args:
        bare: The rows of which the template says nothing either.
    """
    to_fill = [heading for column, heading in layout.required if column is None]
    if to_fill and bare:
        what = enumerated(one.replace("*", "").strip() for one in to_fill)
        yield f"The web hub requires {what}, which marktui does not hold: fill it in before you upload."
    empty = [one for one in layout.unknown if one not in to_fill]
    if empty and bare:
        yield f"Left empty, since marktui does not hold it: {enumerated(empty)}."
    edited = sum(one.action == EDIT for one in bare)
    if edited and layout.unknown:
        pupils = "1 pupil is" if edited == 1 else f"{edited:,} pupils are"
        yield (
            f"{pupils} edited with empty cells; it is not known whether the web hub keeps what it has there. "
            "If its Export CSV has the template's columns, take that as the template: it fills them."
        )
