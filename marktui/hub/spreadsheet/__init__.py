"""Text that spreadsheets save and open."""
