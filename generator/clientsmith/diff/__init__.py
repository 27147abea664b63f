"""Two clients as their users see them in; what the second breaks, adds and mends out."""
