"""Sentences about people: who may open the hub, why somebody is de-synced, what was decided."""
