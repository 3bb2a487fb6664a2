"""The School tab of the MARK Admin Hub in a terminal."""

__version__ = "0.1.0"
