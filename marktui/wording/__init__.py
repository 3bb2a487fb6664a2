"""Sentences that both faces say: reasons, decisions, dates, reports."""
