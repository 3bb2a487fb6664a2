"""The pictures of all screens: how each is reached, in which looks, and how each is drawn."""
