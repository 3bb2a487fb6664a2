"""Seeded chance, so that a school is the same at every start."""

from random import Random


def dice(*of: object) -> Random:
    """A source of chance that depends on nothing but what is given."""
    return Random("/".join(str(part) for part in of))  # noqa: S311  names and birth dates, no secrets
