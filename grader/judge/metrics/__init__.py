"""What a circuit costs, counted after a fixed translation; one metric a file."""
