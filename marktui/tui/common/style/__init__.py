"""How everything looks: the themes, and the style sheet of what is no one widget's business."""
