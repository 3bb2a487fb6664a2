"""The main screen: header, tabs, help, log."""
