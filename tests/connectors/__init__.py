"""Tests of the connectors, over real HTTP."""
