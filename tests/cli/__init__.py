"""The command line, end to end: the real program, a real hub folder, a stand-in MIS over real HTTP."""
