"""In which year group each pupil of the MIS is, as far as a reading tells."""

from marktui.connectors.mis import MisPupil, MisYearGroup
from marktui.hub.kind import Kind
from marktui.sync.reading import Reading


def mis_years(reading: Reading) -> dict[str, str] | None:
    """The year codes of the pupils on roll, by MIS id; None where the reading does not tell.

    The pupils themselves tell best; before they are read, the year groups tell who is in them.

    Args:
        reading: What was read.
    """
    if Kind.PUPIL in reading.rows:
        pupils = (row for row in reading.rows[Kind.PUPIL] if isinstance(row, MisPupil))
        return {row.mis_id: row.year_code for row in pupils if row.year_code and not row.starts_on}
    rows = [row for row in reading.rows.get(Kind.YEAR_GROUP, ()) if isinstance(row, MisYearGroup)]
    if not rows or any(row.member_ids is None for row in rows):
        return None
    return {mis_id: row.code for row in rows if row.code for mis_id in row.member_ids or ()}
