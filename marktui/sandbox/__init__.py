"""A stand-in MIS over real HTTP, for demos and tests; it shares no code with the connectors."""
