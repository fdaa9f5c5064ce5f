"""What the file keeps, repairs, refuses and costs."""
