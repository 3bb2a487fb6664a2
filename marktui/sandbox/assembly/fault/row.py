"""Faults in what the rows say, by name."""

from collections.abc import Callable
from datetime import timedelta

from marktui.sandbox.assembly.fault import group, identity, presence, writing
from marktui.sandbox.assembly.fault.who import latest
from marktui.sandbox.assembly.row import CHANGED, Row, Tables
from marktui.sandbox.stage import Stage

STAGE_FAULTS: dict[str, Callable[[Tables, Stage], list[Row]]] = {
    "summer-gap": lambda tables, stage: group.summer_gap(tables, stage.school.today),
    "slow-loss": lambda tables, stage: presence.slow_loss(tables, stage.rounds["slow-loss"]),
}
"""Those that depend on the day, or on how often they were switched on."""

ROW_FAULTS: dict[str, Callable[[Tables], list[Row]]] = {
    "mass-vanish": presence.mass_vanish,
    "collection-failed": presence.collection_failed,
    "vanished-but-listed": presence.vanished_but_listed,
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
    "odd-year-codes": group.odd_codes,
    "own-year-names": group.own_names,
    "starters-listed": presence.starters_listed,
    "both-lists": presence.both_lists,
    "two-classes": group.two_classes,
    "hostile-names": identity.hostile,
    "half-emoji": identity.half_emoji,
    "upn-clash": identity.upn_clash,
    "new-upn-clash": identity.new_upn_clash,
    "odd-upns": identity.odd_upn_signs,
    "filler-dates": identity.filler_dates,
    "shared-mailbox": identity.shared_mailbox,
    "odd-emails": identity.odd_addresses,
    "old-leaving-dates": presence.old_leaving_dates,
    "level-null": presence.level_null,
    "nameless-row": identity.nameless,
    "wrong-type": identity.wrong_type,
    "many-invalid": identity.many_invalid,
    "odd-status": writing.odd_status,
    "row-without-id": identity.without_id,
    "ended-groups": group.other_days,
    "ended-groups-always": group.other_days,
    "groups-without-members": group.no_members,
    "groups-null-members": group.null_members,
    "timed-birth-dates": identity.timed_birth_dates,
    "null-fields": writing.nulls,
    "sentinel-dates": writing.sentinels,
    "bare-dates": writing.bare_dates,
    "extra-fields": writing.extra_fields,
    "no-students": presence.no_students,
    "full-sync": writing.everything,
}
"""In an order that lets them be combined: who is there, then who is wrong, then how it is said."""


def spoil_rows(tables: Tables, stage: Stage) -> Tables:
    """Apply the faults to freshly built tables, in place; what they touch counts as changed just after."""
    later = latest(tables) + timedelta(hours=1)
    touched = [
        row for name, spoil in STAGE_FAULTS.items() if name in stage.faults for row in spoil(tables, stage)
    ]
    touched += [row for name, spoil in ROW_FAULTS.items() if name in stage.faults for row in spoil(tables)]
    for row in touched:
        row[CHANGED] = later
    return tables
