"""What a target language knows of itself: its reserved words, identifiers and type expressions."""
