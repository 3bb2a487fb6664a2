"""How the Arbor dialect goes wrong."""
