"""Finding people, classes and pages of the web hub from the palette."""
