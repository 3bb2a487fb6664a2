"""How the Assembly dialect goes wrong."""
