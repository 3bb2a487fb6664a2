"""What can go wrong with who is who, and with who is there."""

from marktui.sandbox.fault.kind import ARBOR, ASSEMBLY, Fault

_ASSEMBLY, _ARBOR = (ASSEMBLY,), (ARBOR,)
_BOTH = ASSEMBLY, ARBOR

TABLE = (
    # Who is who.
    Fault("reused-ids", "The ids of three pupils belong to three new people.", 0, _BOTH),
    Fault("swapped-ids", "Two pupils have each other's id.", 0, _BOTH),
    Fault("upn-reused", "One pupil has left, and a new one bears that UPN.", 0, _BOTH),
    Fault("child-twice", "Two pupils have a second row, without a UPN or with a temporary one.", 0, _BOTH),
    Fault("odd-upns", "Five UPNs hold spaces, small letters or signs that are not seen.", 0, _BOTH),
    Fault("filler-dates", "Five birth dates are fillers: 1900-01-01, 0001-01-01, ahead.", 0, _BOTH),
    Fault("timed-birth-dates", "Birth dates are midnight in London, written in UTC.", 0, _BOTH),
    Fault("half-emoji", "One first name ends in half an emoji.", 0, _BOTH),
    Fault(
        "recycled-staff-email",
        "A teacher has left, and a new one has the same email address.",
        0,
        _BOTH,
    ),
    Fault("shared-mailbox", "Three of the staff have the office's email address.", 0, _BOTH),
    Fault("odd-emails", "Five of the staff have an address without form: n/a, two in one field.", 0, _BOTH),
    # Who is there.
    Fault("level-null", "Five pupils on roll have neither year group nor class.", 0, _BOTH),
    Fault(
        "level-null-all",
        "academicLevel of every pupil is null; displayAcademicLevel is there.",
        0,
        _ARBOR,
    ),
    Fault(
        "applicants", "Three pupils more have neither level nor form; one has an entry date ahead.", 0, _ARBOR
    ),
    Fault("old-leaving-dates", "Three pupils on roll have a leaving date before their entry date.", 0, _BOTH),
    Fault(
        "staff-active-mark", "Two of the staff are active, though their leaving date has passed.", 0, _ARBOR
    ),
    Fault("neither-list", "Three pupils on roll are in no list, but are known by their ids.", 5, _BOTH),
    Fault(
        "vanished-but-listed",
        "8 % of the pupils are not in /students, which agrees with its Total; their groups name them.",
        0,
        _ASSEMBLY,
    ),
    Fault(
        "collection-failed",
        "The last collection from the MIS failed, and 5 % of the pupils are in no list any more.",
        0,
        _ASSEMBLY,
    ),
    Fault(
        "slow-loss",
        "5 % of the pupils, 25 at most, are in no list any more; as many again each time it is switched on.",
        0,
        _BOTH,
    ),
)
