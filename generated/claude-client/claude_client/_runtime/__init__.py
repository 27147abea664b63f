"""The part of a client that is the same for every API: calls in, results out."""
