"""Faults of servers and networks, over real sockets, and what the client makes of each."""
