"""Opens what the files are in: a folder, files, a zip, an address."""
