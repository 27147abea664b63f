"""What an API is, in no language's words, and how a document is read into it."""
