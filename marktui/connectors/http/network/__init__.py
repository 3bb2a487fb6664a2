"""How a service is reached: the client, its certificates, a proxy."""
