"""What can be asked, and how a query is answered."""
