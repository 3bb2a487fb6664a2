"""Faults in how things are written."""

from collections.abc import Iterable

from marktui.sandbox.arbor.rows.row import Figure, Tables


def spoil_wire(tables: Tables, faults: Iterable[str]) -> Tables:
    """Apply these faults, in place."""
    rows = [row for table in tables.values() for row in table]
    if "timed-dates" in faults:
        for row in rows:
            days = [key for key in row if key.endswith("Date") or key == "dateOfBirth"]
            row.update({key: f"{row[key][:10]} 00:00:00" for key in days if row[key]})
    if "number-ids" in faults:
        for row in rows:
            row["id"] = Figure(row["id"]) if row["id"] else None
    return tables
