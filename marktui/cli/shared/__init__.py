"""What several commands share: session, people files, reports."""
