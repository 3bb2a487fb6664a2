"""Arbor, read directly through its GraphQL interface."""
