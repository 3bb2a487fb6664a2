"""What a person can set: the keys, their values, and what is wrong with those that are given."""
