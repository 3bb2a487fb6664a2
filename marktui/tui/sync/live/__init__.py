"""The syncs as they run: tabs that fill, the strip in the header, the page of a reading."""
