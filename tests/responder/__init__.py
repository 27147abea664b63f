"""What a document says of its operations, apart from the stages, and requests held against it."""
