"""What a sync is made of: scope, reading, plan, changes."""
