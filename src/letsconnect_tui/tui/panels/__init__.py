"""What opens under the clock, one module or package per panel."""
