"""People whose row is missing from the MIS: what that means, and how it is checked."""
