"""Faults in what the rows say, by name."""

from collections.abc import Callable

from marktui.sandbox.arbor.fault import group, identity, presence
from marktui.sandbox.arbor.fault.writing import spoil_wire
from marktui.sandbox.arbor.rows.row import Tables
from marktui.sandbox.stage import Stage

STAGE_FAULTS: dict[str, Callable[[Tables, Stage], None]] = {
    "summer-gap": lambda tables, stage: group.summer_gap(tables, stage.school.today),
    "applicants": lambda tables, stage: presence.applicants(tables, stage.school.today),
    "slow-loss": lambda tables, stage: presence.slow_loss(tables, stage.rounds["slow-loss"]),
}
"""Those that depend on the day, or on how often they were switched on."""

ROW_FAULTS: dict[str, Callable[[Tables], None]] = {
    "mass-vanish": presence.mass_vanish,
    "neither-list": presence.neither_list,
    "upn-reused": identity.upn_reused,
    "child-twice": identity.child_twice,
    "recycled-staff-email": identity.recycled_email,
    "mass-rename": identity.mass_rename,
    "upn-changed": identity.upn_changed,
    "reused-ids": identity.reused_ids,
    "swapped-ids": identity.swapped_ids,
    "class-renamed": group.class_renamed,
    "two-classes-one-name": group.two_classes_one_name,
    "two-years-one-code": group.two_years_one_code,
    "last-year-forms": group.last_year_forms,
    "hostile-names": identity.hostile,
    "half-emoji": identity.half_emoji,
    "upn-clash": identity.upn_clash,
    "odd-upns": identity.odd_upn_signs,
    "filler-dates": identity.filler_dates,
    "shared-mailbox": identity.shared_mailbox,
    "odd-emails": identity.odd_addresses,
    "staff-active-mark": presence.staff_active_mark,
    "old-leaving-dates": presence.old_leaving_dates,
    "nameless-row": identity.nameless,
    "wrong-type": identity.wrong_type,
    "many-invalid": identity.many_invalid,
    "row-without-id": identity.without_id,
    "level-null": presence.level_null,
    "level-null-all": presence.level_null_all,
    "own-year-names": group.own_names,
    "timed-birth-dates": identity.timed_birth_dates,
    "null-fields": identity.nulls,
    "pupils-without-form": group.no_forms,
    "no-groups": group.no_groups,
    "no-students": presence.no_students,
}
"""In an order that lets them be combined: who is there, then who is wrong, then how it is said."""


def spoil_rows(tables: Tables, stage: Stage) -> Tables:
    """Apply the faults to freshly built tables, in place."""
    for name, spoil_on_stage in STAGE_FAULTS.items():
        if name in stage.faults:
            spoil_on_stage(tables, stage)
    for name, spoil in ROW_FAULTS.items():
        if name in stage.faults:
            spoil(tables)
    return spoil_wire(tables, stage.faults)
