"""What the annotator finds in texts whose facts are known."""
