"""Any MIS, read through Assembly's Platform API."""
