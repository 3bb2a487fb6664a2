"""What several commands share: session, output, failures."""
