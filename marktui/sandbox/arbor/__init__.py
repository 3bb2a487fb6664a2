"""The stand-in MIS in the Arbor dialect: one GraphQL endpoint."""

from marktui.sandbox.arbor.service import Arbor

__all__ = ["Arbor"]
