"""Teachers, pupils, classes and year groups: lists, pages, forms."""
