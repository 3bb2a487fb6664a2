"""Pupils from DfE's Common Transfer File (docs/files.md, CTF)."""
