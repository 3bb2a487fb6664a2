"""Who may open the hub, on screen."""
