"""The stand-in school as files: what the reports of MIS, CTF and OneRoster say of it at one step."""
