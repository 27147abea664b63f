"""How operations are called where the document leaves it open: what is known of each in, accessors out."""
