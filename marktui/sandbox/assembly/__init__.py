"""The stand-in MIS in the Assembly dialect, version 1.1 of its interface."""

from marktui.sandbox.assembly.service import Assembly

__all__ = ["Assembly"]
