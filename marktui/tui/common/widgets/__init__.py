"""Dialogs and small widgets that several features use."""
