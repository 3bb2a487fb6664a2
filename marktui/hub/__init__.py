"""One school's records, and the rules about them. Pure: no I/O and no clock."""
