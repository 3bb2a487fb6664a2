"""Read everything, match, plan, guard, apply: one sync from the MIS into the hub."""
