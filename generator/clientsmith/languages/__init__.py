"""Languages: how names, types, texts and files are written; what there is to write is decided here too,
in words that all of them share."""
