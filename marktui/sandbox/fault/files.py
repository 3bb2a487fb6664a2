"""What can go wrong with files; each is read without anybody saying that it is the whole school."""

from marktui.sandbox.fault.kind import FILES, Fault

_FILES = (FILES,)

TABLE = (
    # How the file is written.
    Fault("semicolons", "CSV files have semicolons between their cells.", 0, _FILES),
    Fault("tabs", "CSV files have tabs between their cells.", 0, _FILES),
    Fault("windows-1252", "CSV files are in Windows-1252.", 0, _FILES),
    Fault("utf-16", "CSV files are in UTF-16.", 0, _FILES),
    Fault("byte-order-mark", "CSV files begin with a byte order mark.", 0, _FILES),
    Fault("title-rows", "Two lines stand above the headings of CSV files.", 0, _FILES),
    Fault("mixed-line-ends", "Every third line ends in LF, every fifth in CR.", 0, _FILES),
    Fault(
        "trailing-spaces",
        "Spaces stand around every cell, and an empty column and line at the end.",
        0,
        _FILES,
    ),
    Fault("formulas", "Five last names are guarded as formulas: '=Cole.", 0, _FILES),
    Fault("capitals", "All names are in capitals.", 0, _FILES),
    # What cannot be used.
    Fault("bad-dates", "Three birth dates cannot be read.", 0, _FILES),
    Fault("spreadsheet-ids", "A spreadsheet has turned three ids into 7.001E+12.", 0, _FILES),
    Fault("duplicate-heading", "The heading of the last name stands twice.", 5, _FILES),
    Fault("nul-bytes", "CSV files hold NUL bytes.", 5, _FILES),
    Fault("cut-off", "Files are cut off in the middle of a row.", 5, _FILES),
    Fault("doctype", "XML files declare entities.", 5, _FILES),
    Fault("zip-slip", "A member of a zip is named ../users.csv.", 5, _FILES),
    Fault("zip-bomb", "A member of a zip is a thousand times as large as the zip.", 5, _FILES),
    Fault("delta", "OneRoster packages hold only what has changed.", 5, _FILES),
    # Who is there.
    Fault("half", "Every other pupil is missing.", 0, _FILES),
    Fault("no-year-4", "Nobody of Year 4 is in the file.", 0, _FILES),
    Fault("no-ids", "Pupils have neither id nor UPN.", 0, _FILES),
)
