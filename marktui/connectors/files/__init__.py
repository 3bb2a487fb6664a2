"""Reads a school from files: exports of its MIS, DfE's Common Transfer File, OneRoster."""
