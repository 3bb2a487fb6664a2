"""The Authorisation panel: connect and disconnect."""
