"""What comes in from other programs, one module per source; everything is cleaned on the way in."""
