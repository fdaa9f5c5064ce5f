"""The commands: parse, call, print; rules of any kind live elsewhere."""
