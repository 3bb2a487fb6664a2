"""Tests of the stand-in MIS, over real HTTP."""
