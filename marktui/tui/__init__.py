"""The terminal interface. Holds no rule: it asks the layers below and shows the answer."""
