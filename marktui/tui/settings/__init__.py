"""Settings in the interface: keys, themes, and what is kept of them."""
