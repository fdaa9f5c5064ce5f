"""Makes ``tests.hostile`` importable from every room's tests."""
