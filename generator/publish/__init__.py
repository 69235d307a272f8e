"""What was built, sealed and put in its place."""
