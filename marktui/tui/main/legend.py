"""What the signs and the names of the parts mean, for the help."""

from marktui.tui.common.text.glyphs import GLYPHS

LEGEND = (
    ("+28", "Added", "Records that are added to the hub."),
    ("~64", "Changed", "Records in which something changes to what the MIS says: name, class, year."),
    (
        f"{GLYPHS.minus}13",
        "De-synced",
        "Records that the MIS no longer has: they stay in the hub, and are listed in School > Leavers.",
    ),
    (GLYPHS.tick, "Saved", "This panel has been saved; Authorise is connected."),
    ("!", "Failed", "The last sync came to nothing; the panel says why."),
    ("[x] [ ]", "Ticked, not ticked", "A new line that a save takes over, or leaves out."),
    ("Name?", "May be", "The record or row that may be the same person; nothing is done until you decide."),
    ("part", "May match", "May already be in the hub. Left alone until you decide."),
    ("part", "Clash", "Two share what only one can have, such as a UPN. Left alone until it is corrected."),
    ("part", "Invalid", "The row of the MIS cannot be used; the line says why."),
    ("part", "Not matched", "In the hub without a link to the MIS, and no row matches. Left as it is."),
    ("part", "Kept", "In no list of the MIS, but kept; the line says why."),
    ("part", "Promotion", "Goes to another year group."),
    ("part", "Moved class", "Goes to another class of the same year group."),
    ("part", "Left", "The MIS says that they have left, and when."),
    ("part", "Gone", "No longer in the MIS, which does not say why."),
    ("part", "Out of range", "In a year group that is not set up."),
    ("part", "Without access", "Leavers whose access was revoked: the first of two steps to delete them."),
    ("part", "Pending deletion", "Leavers who are erased on the day that is shown."),
)
"""A sign, or that it names a part of a list; its name; a sentence."""
