"""What can go wrong with year groups and classes."""

from marktui.sandbox.fault.kind import ARBOR, ASSEMBLY, Fault

_ASSEMBLY, _ARBOR = (ASSEMBLY,), (ARBOR,)
_BOTH = ASSEMBLY, ARBOR

TABLE = (
    Fault(
        "odd-year-codes", "Four pupils have a year_code that cannot be read: 04, Y4, 4/5, ?.", 0, _ASSEMBLY
    ),
    Fault("own-year-names", "Year groups have no code, and names in the school's own words.", 0, _BOTH),
    Fault("two-years-one-code", "Half of one year group is in another one with the same code.", 0, _BOTH),
    Fault("two-classes-one-name", "Two classes of one year group have the same name.", 0, _BOTH),
    Fault("last-year-forms", "The form of every pupil is that of last year.", 0, _ARBOR),
    Fault(
        "ended-groups",
        "Group lists without a date hold groups of the year before and of the next one.",
        0,
        _ASSEMBLY,
    ),
    Fault(
        "ended-groups-always",
        "Group lists hold groups of the year before and of the next one, whatever date is asked for.",
        0,
        _ASSEMBLY,
    ),
    Fault("summer-gap", "The latest academic year ended yesterday, and its groups with it.", 0, _BOTH),
)
