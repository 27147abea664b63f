"""What several tests use: clients generated from fragments, responders, the recordings."""
