"""Lists that continue though the document doesn't say how: found by what parameters and answers are called."""
