"""HTTP for all connectors: requests, retries, limits, paging."""
