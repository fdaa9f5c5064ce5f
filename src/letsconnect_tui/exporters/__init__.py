"""What goes out, one module per format; the bytes are the contract."""
