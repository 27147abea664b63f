"""What a project's pyproject.toml says of its clients, and what is counted of its documents."""
