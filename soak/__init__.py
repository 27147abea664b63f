"""Long runs under bad conditions, ours and the official SDK in turns, in and one table out."""
