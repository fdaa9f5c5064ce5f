"""What happened: commands become events, events fold to the state; nothing else changes it."""
