"""Recorded requests and answers: captured, scrubbed, served again."""
