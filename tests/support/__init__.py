"""What several tests use: clients pressed from fragments, responders, the recordings."""
