"""What a course notebook imports: light, and free of the judge."""
