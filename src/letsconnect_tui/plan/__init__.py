"""What should happen: session plans, read from a file a person wrote, checked, and written back."""
