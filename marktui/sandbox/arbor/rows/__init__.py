"""What the service sends of each kind of record, made from the school."""
